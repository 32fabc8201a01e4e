import { parseFilterPattern } from '../../infra/lab/filter-pattern.ts';
import type {
  Ask,
  CollectPorts,
  InputOf,
  LogEvent,
  LogPage,
  MetricPoints,
  OutputOf,
  Page,
  Raw,
  ReadFailure,
  ReadName,
} from '../../shared/diagnosis/collect-ports.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** An AWS account as plain data; what is left out does not exist there. */
export interface FakeWorld {
  readonly restApis?: readonly Raw[];
  readonly httpApis?: readonly Raw[];
  /** API id → stages, as GetStage gives them. */
  readonly stages?: Readonly<Record<string, readonly Raw[]>>;
  /** `id/stage` → export. */
  readonly exports?: Readonly<Record<string, Raw>>;
  readonly resources?: Readonly<Record<string, readonly Raw[]>>;
  readonly gatewayResponses?: Readonly<Record<string, readonly Raw[]>>;
  readonly authorizers?: Readonly<Record<string, readonly Raw[]>>;
  readonly routes?: Readonly<Record<string, readonly Raw[]>>;
  readonly integrations?: Readonly<Record<string, readonly Raw[]>>;
  readonly account?: Raw;
  readonly logGroups?: Readonly<Record<string, readonly LogEvent[]>>;
  readonly retentionInDays?: Readonly<Record<string, number>>;
  /** Answers of Logs Insights, one per poll; the last one repeats. */
  readonly queryResults?: readonly OutputOf<'logs:GetQueryResults'>[];
  /** `Metric Dimension=value,…` with the dimensions in order of their names → points. */
  readonly metrics?: Readonly<Record<string, MetricPoints>>;
  readonly functions?: Readonly<Record<string, Raw>>;
  /** `name` or `name:qualifier`. */
  readonly policies?: Readonly<Record<string, Raw>>;
  readonly reservedConcurrency?: Readonly<Record<string, number>>;
  readonly region?: string;
}

export interface FakeOptions {
  /** Items and events of one page. */
  readonly pageSize?: number;
  /** Empty pages before each page with events. */
  readonly emptyPages?: number;
  /** Failures of the next calls, in order; `always` for every one. */
  readonly failures?: { readonly [Name in ReadName]?: readonly ReadFailure[] | { readonly always: ReadFailure } };
  readonly now?: number;
  /** What one call takes. */
  readonly callMillis?: number;
  readonly bytesPerCall?: number;
}

export interface FakeAws {
  readonly ports: CollectPorts;
  readonly calls: readonly { readonly name: ReadName; readonly input: Raw }[];
  readonly sleeps: readonly number[];
}

type Answer<Name extends ReadName> = (input: InputOf<Name>) => Result<OutputOf<Name>, ReadFailure>;

const missing = (action: string, detail: string): Result<never, ReadFailure> => err({ kind: 'not-found', action, detail });

const found = <Value>(value: Value | undefined, action: string, detail: string): Result<Value, ReadFailure> =>
  value === undefined ? missing(action, detail) : ok(value);

/** A small, honest AWS in memory: it pages, filters and refuses as the real one does, and keeps what it was asked. */
export const fakeAws = (world: FakeWorld, options: FakeOptions = {}): FakeAws => {
  const { pageSize = 10_000, emptyPages = 0, callMillis = 0, bytesPerCall = 100 } = options;
  const calls: { name: ReadName; input: Raw }[] = [];
  const sleeps: number[] = [];
  const failures = new Map(Object.entries(options.failures ?? {}).map(([name, list]) => [name, 'always' in list ? list : [...list]]));
  let now = options.now ?? Date.UTC(2026, 10, 20, 15);
  let polls = 0;

  const page = (items: readonly Raw[], next: string | undefined): Page => {
    const start = Number(next ?? 0);
    const end = start + pageSize;
    return { items: items.slice(start, end), ...(end < items.length && { next: String(end) }) };
  };
  const stageOf = (id: string, name: string): Raw | undefined =>
    world.stages?.[id]?.find((stage) => (stage.stageName ?? stage.StageName) === name);
  const nameOf = (arn: string): string => arn.split(':')[6] ?? arn;

  const filter: Answer<'logs:FilterLogEvents'> = ({
    logGroupName,
    logStreamNames,
    filterPattern = '',
    startTime,
    endTime,
    limit,
    next,
  }) => {
    const events = world.logGroups?.[logGroupName];
    if (!events) return missing('logs:FilterLogEvents', 'The specified log group does not exist.');
    const pattern = parseFilterPattern(filterPattern);
    if (!pattern.ok) return err({ kind: 'refused', action: 'logs:FilterLogEvents', detail: pattern.failure });
    if (filterPattern.length > 1_024) return err({ kind: 'refused', action: 'logs:FilterLogEvents', detail: 'filterPattern is too long' });
    const matching = events.filter(
      ({ timestamp, message, logStreamName }) =>
        timestamp >= startTime && timestamp <= endTime && pattern.value(message) && (logStreamNames?.includes(logStreamName ?? '') ?? true),
    );
    const [start = 0, empty = emptyPages] = (next ?? '').split('/').filter(Boolean).map(Number);
    if (empty > 0) return ok<LogPage>({ events: [], next: `${start}/${empty - 1}` });
    const end = start + Math.min(pageSize, limit ?? pageSize);
    return ok({ events: matching.slice(start, end), ...(end < matching.length && { next: `${end}/${emptyPages}` }) });
  };

  const answers: { readonly [Name in ReadName]: Answer<Name> } = {
    'apigateway:GetRestApis': ({ next }) => ok(page(world.restApis ?? [], next)),
    'apigateway:GetRestApi': ({ restApiId }) =>
      found(
        world.restApis?.find(({ id }) => id === restApiId),
        'apigateway:GET',
        'Invalid API identifier specified',
      ),
    'apigateway:GetStages': ({ restApiId }) => ok(world.stages?.[restApiId] ?? []),
    'apigateway:GetStage': ({ restApiId, stageName }) =>
      found(stageOf(restApiId, stageName), 'apigateway:GET', 'Invalid stage identifier specified'),
    'apigateway:GetExport': ({ restApiId, stageName }) =>
      found(world.exports?.[`${restApiId}/${stageName}`], 'apigateway:GET', 'Invalid stage identifier specified'),
    'apigateway:GetResources': ({ restApiId, next }) => ok(page(world.resources?.[restApiId] ?? [], next)),
    'apigateway:GetGatewayResponses': ({ restApiId }) => ok(world.gatewayResponses?.[restApiId] ?? []),
    'apigateway:GetAuthorizers': ({ restApiId }) => ok(world.authorizers?.[restApiId] ?? []),
    'apigateway:GetAccount': () => ok(world.account ?? {}),
    'apigatewayv2:GetApis': ({ next }) => ok(page(world.httpApis ?? [], next)),
    'apigatewayv2:GetApi': ({ apiId }) =>
      found(
        world.httpApis?.find(({ ApiId }) => ApiId === apiId),
        'apigateway:GET',
        'Invalid API identifier specified',
      ),
    'apigatewayv2:GetStages': ({ apiId }) => ok(world.stages?.[apiId] ?? []),
    'apigatewayv2:GetStage': ({ apiId, stageName }) =>
      found(stageOf(apiId, stageName), 'apigateway:GET', 'Invalid stage identifier specified'),
    'apigatewayv2:GetRoutes': ({ apiId, next }) => ok(page(world.routes?.[apiId] ?? [], next)),
    'apigatewayv2:GetIntegrations': ({ apiId, next }) => ok(page(world.integrations?.[apiId] ?? [], next)),
    'apigatewayv2:GetAuthorizers': ({ apiId }) => ok(world.authorizers?.[apiId] ?? []),
    'logs:FilterLogEvents': filter,
    'logs:DescribeLogGroups': ({ logGroupName }) => {
      const retentionInDays = world.retentionInDays?.[logGroupName];
      return ok(world.logGroups?.[logGroupName] && { logGroupName, ...(retentionInDays !== undefined && { retentionInDays }) });
    },
    'logs:StartQuery': () => ok('query-1'),
    'logs:GetQueryResults': () => {
      polls += 1;
      return ok(world.queryResults?.[polls - 1] ?? world.queryResults?.at(-1) ?? { status: 'Complete', rows: [] });
    },
    'logs:StopQuery': () => ok({ success: true }),
    'cloudwatch:GetMetricData': ({ series }) =>
      ok(
        Object.fromEntries(
          series.map(({ id, metricName, dimensions }) => {
            const place = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
            return [id, world.metrics?.[`${metricName} ${place.sort().join(',')}`] ?? []];
          }),
        ),
      ),
    'lambda:GetFunctionConfiguration': ({ functionName, qualifier }) => {
      const key = [nameOf(functionName), qualifier].filter((part) => part !== undefined).join(':');
      return found(
        world.functions?.[key] ?? world.functions?.[nameOf(functionName)],
        'lambda:GetFunctionConfiguration',
        'Function not found',
      );
    },
    'lambda:GetPolicy': ({ functionName, qualifier }) => {
      const key = [nameOf(functionName), qualifier].filter((part) => part !== undefined).join(':');
      return found(world.policies?.[key], 'lambda:GetPolicy', 'No policy is associated with the given resource.');
    },
    'lambda:GetFunctionConcurrency': ({ functionName }) => ok(world.reservedConcurrency?.[nameOf(functionName)]),
  };

  const ask =
    <Name extends ReadName>(name: Name): Ask<Name> =>
    async (input) => {
      calls.push({ name, input: { ...input } });
      now += callMillis;
      const planned = failures.get(name);
      const failure = planned && ('always' in planned ? planned.always : planned.shift());
      const answer: Answer<Name> = answers[name];
      return { result: failure ? err(failure) : answer(input), bytes: bytesPerCall };
    };

  const names = Object.keys(answers) as ReadName[];
  const snapshots = new Map<string, Raw>();
  return {
    ports: {
      ask: Object.fromEntries(names.map((name) => [name, ask(name)])) as unknown as CollectPorts['ask'],
      clock: {
        now: () => now,
        sleep: async (millis) => {
          sleeps.push(millis);
          now += millis;
        },
        random: () => 0.5,
      },
      snapshots: { recall: (key) => snapshots.get(key), remember: (key, snapshot) => void snapshots.set(key, snapshot) },
      region: async () => world.region ?? 'eu-west-1',
    },
    calls,
    sleeps,
  };
};

export const callNames = ({ calls }: FakeAws): readonly ReadName[] => calls.map(({ name }) => name);
