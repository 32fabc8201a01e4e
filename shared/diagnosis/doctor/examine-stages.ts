import { closest } from '../../lib/closest.ts';
import type { Check } from '../../model/check.ts';
import { accessLogCommands } from '../../repairs/access-log.ts';
import type { Gate } from '../collect/budget.ts';
import { type FoundApi, metricName, readPages, readStages } from '../collect/control-plane.ts';
import { recordOf, textOf } from '../collect/raw.ts';
import type { Raw } from '../collect-ports.ts';
import { judgeFailure } from './judge-failure.ts';

/** 500 APIs to a page. */
const MOST_PAGES = 4;

const LEVELS: ReadonlySet<string> = new Set(['INFO', 'ERROR']);

const accessLogOf = (stage: Raw): string | undefined =>
  textOf(recordOf(stage, 'accessLogSettings', 'AccessLogSettings'), 'destinationArn', 'DestinationArn');

/** Where the failing requests of a stage can be read. */
const logsOf = (stage: Raw): readonly string[] => {
  const levels = Object.values(recordOf(stage, 'methodSettings') ?? {}).map((settings) => textOf(settings, 'loggingLevel') ?? '');
  const level = textOf(recordOf(stage, 'DefaultRouteSettings'), 'LoggingLevel') ?? levels.find((each) => LEVELS.has(each)) ?? '';
  return [...(LEVELS.has(level) ? [`execution log at ${level}`] : []), ...(accessLogOf(stage) ? ['access log'] : [])];
};

const judgeStage = ({ kind, id, name }: FoundApi, stage: Raw, region: string | undefined): Check => {
  const stageName = textOf(stage, 'stageName', 'StageName') ?? '';
  const part = `stage ${name || id}/${stageName}`;
  const logs = logsOf(stage);
  if (logs.length > 0) return { part, state: 'ok', found: logs.join(', ') };
  const target = { kind, apiId: id, apiName: name, stage: stageName, ...(region !== undefined && { region }) };
  return {
    part,
    state: 'fault',
    found: 'it writes no log: every answer will be logging-disabled',
    fix: accessLogCommands(target).join('\n'),
  };
};

export interface ExaminedStages {
  readonly checks: readonly Check[];
  /** ARNs of the log groups that access logs go to; Firehose is none. */
  readonly accessLogs: readonly string[];
}

const isLogGroup = (arn: string | undefined): arn is string => arn?.split(':')[2] === 'logs';

const examineApi = async (gate: Gate, api: FoundApi, region: string | undefined): Promise<ExaminedStages> => {
  const part = `API ${api.name || api.id}`;
  const stages = await readStages(gate, api);
  if (!stages.ok) return { checks: [judgeFailure(part, stages.failure, 'It was just removed: ask again.')], accessLogs: [] };
  return {
    checks: stages.value.map((stage) => judgeStage(api, stage, region)),
    accessLogs: stages.value.map(accessLogOf).filter(isLogGroup),
  };
};

/** API Gateway writes execution logs with one role for the whole account and Region. HTTP APIs need none. */
const examineAccount = async (gate: Gate): Promise<Check> => {
  const part = 'role of API Gateway for logs';
  const account = await gate.read('apigateway:GetAccount', {});
  if (!account.ok) return judgeFailure(part, account.failure, 'Check the Region.');
  const role = textOf(account.value, 'cloudwatchRoleArn');
  return role
    ? { part, state: 'ok', found: role }
    : {
        part,
        state: 'fault',
        found: 'the account has none: REST and WebSocket stages cannot write logs',
        fix: 'aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=ROLE_ARN',
      };
};

const listApis = async (gate: Gate): Promise<{ readonly apis: readonly FoundApi[]; readonly checks: readonly Check[] }> => {
  const next = (token: string | undefined) => (token === undefined ? {} : { next: token });
  const [rest, http] = await Promise.all([
    readPages(MOST_PAGES, (token) => gate.read('apigateway:GetRestApis', next(token))),
    readPages(MOST_PAGES, (token) => gate.read('apigatewayv2:GetApis', next(token))),
  ]);
  const failure = rest.failure ?? http.failure;
  return {
    apis: [
      ...rest.items.map((api): FoundApi => ({ kind: 'REST', id: textOf(api, 'id') ?? '', name: textOf(api, 'name') ?? '', api })),
      ...http.items.map(
        (api): FoundApi => ({
          kind: textOf(api, 'ProtocolType') === 'WEBSOCKET' ? 'WEBSOCKET' : 'HTTP',
          id: textOf(api, 'ApiId') ?? '',
          name: textOf(api, 'Name') ?? '',
          api,
        }),
      ),
    ],
    checks: failure ? [judgeFailure('list of APIs', failure, 'Ask again.')] : [],
  };
};

const missing = (wanted: string, apis: readonly FoundApi[]): Check => {
  const [meant] = closest(
    wanted,
    apis.map(({ name }) => name),
  );
  return {
    part: `API ${wanted}`,
    state: 'fault',
    found: 'there is none of this name or id',
    fix: meant ? `Did you mean ${meant}?` : 'Check the name and the Region.',
  };
};

/** Whether the stages write what a diagnosis reads: of one API (name or id), or of all. */
export const examineStages = async (gate: Gate, wanted: string | undefined, region: string | undefined): Promise<ExaminedStages> => {
  const [{ apis, checks }, account] = await Promise.all([listApis(gate), examineAccount(gate)]);
  const inScope = apis.filter((api) => wanted === undefined || api.id === wanted || api.name === wanted || metricName(api) === wanted);
  const examined: ExaminedStages[] = [];
  /** One after the other: the control plane takes ten calls a second from the whole account. */
  for (const api of inScope) examined.push(await examineApi(gate, api, region));
  const none = wanted !== undefined && inScope.length === 0 && checks.length === 0 ? [missing(wanted, apis)] : [];
  return {
    checks: [account, ...checks, ...none, ...examined.flatMap((stages) => stages.checks)],
    accessLogs: [...new Set(examined.flatMap(({ accessLogs }) => accessLogs))],
  };
};
