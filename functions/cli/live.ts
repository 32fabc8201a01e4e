import type { Collected, CollectQuery } from '../../shared/diagnosis/collect-query.ts';
import { timeWindow } from '../../shared/diagnosis/time-window.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { isRegion } from '../../shared/model/ids.ts';
import type { Failure, Given, OptionSpecs } from './command.ts';
import { showProgress } from './terminal.ts';

/** Which stage, which time, which requests, whose credentials. */
export const LIVE_OPTIONS = {
  api: { type: 'string', value: 'NAME_OR_ID', help: 'the API, by name or id' },
  stage: { type: 'string', value: 'STAGE', help: 'the stage; may be left out when the API has only one' },
  since: { type: 'string', value: 'DURATION', help: 'look back from now: 90s, 15m, 1h (default), 2d' },
  from: { type: 'string', value: 'TIME', help: 'start, such as 2026-11-20T14:00Z (UTC where no zone is written)' },
  to: { type: 'string', value: 'TIME', help: 'end; now when left out' },
  method: { type: 'string', value: 'VERB', help: 'only requests with this verb' },
  path: { type: 'string', value: 'PATH', help: 'only requests to this path, without the stage' },
  'request-id': { type: 'string', value: 'ID', help: 'this one request' },
  region: { type: 'string', value: 'REGION', help: 'AWS region (default: as the AWS CLI finds it)' },
  profile: { type: 'string', value: 'NAME', help: 'AWS profile (default: as the AWS CLI finds it)' },
} as const satisfies OptionSpecs;

export type LiveOptions = Given<typeof LIVE_OPTIONS>;

/** What one question may cost at the most; the diagnosis says so when it was reached. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 60_000 };

const usage = (message: string): Result<never, Failure> => err({ kind: 'usage', message });

const queryOf = (api: string, given: LiveOptions, { only }: Pick<CollectQuery, 'only'>): Result<CollectQuery, Failure> => {
  const { stage, method, path, 'request-id': requestId, since, from, to } = given;
  if (requestId !== undefined && (method !== undefined || path !== undefined)) {
    return usage('Give either --request-id or --method and --path, not both.');
  }
  const window = timeWindow(
    { ...(since !== undefined && { since }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    new Date(),
  );
  if (!window.ok) return usage(window.failure);
  const request = {
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(path !== undefined && { path }),
    ...(requestId !== undefined && { requestId }),
  };
  return ok({
    api,
    window: window.value,
    ...(only && { only }),
    ...(stage !== undefined && { stage }),
    ...(Object.keys(request).length > 0 && { request }),
  });
};

/** A live stage → what is known about it. The SDK is loaded here and not before: a file needs none of it. */
export const collectLive = async (given: LiveOptions, part: Pick<CollectQuery, 'only'> = {}): Promise<Result<Collected, Failure>> => {
  const { api, region, profile } = given;
  if (api === undefined) return usage('Say which API: --api NAME_OR_ID --stage STAGE.');
  if (region !== undefined && !isRegion(region)) return usage(`--region "${region}" is not a region: write it as eu-west-1.`);
  const query = queryOf(api, given, part);
  if (!query.ok) return query;
  const wipe = showProgress(`Reading ${[api, given.stage].filter((part) => part !== undefined).join('/')}`);
  try {
    const [{ createCollectPorts }, { collect }, { describeCollectFailure }] = await Promise.all([
      import('../../shared/aws/collect-ports.ts'),
      import('../../shared/diagnosis/collect.ts'),
      import('../../shared/diagnosis/collect-failure.ts'),
    ]);
    const ports = createCollectPorts({ ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) });
    const collected = await collect(ports, query.value, BUDGET);
    return collected.ok ? collected : err({ kind: 'could-not-look', message: describeCollectFailure(collected.failure) });
  } finally {
    wipe();
  }
};
