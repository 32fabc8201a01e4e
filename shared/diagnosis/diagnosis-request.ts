import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { AlarmStateChange, AlarmTarget } from '../model/alarm.ts';
import type { CollectQuery } from './collect-query.ts';

const text = z.string().check(z.minLength(1), z.maxLength(2_048));

const RequestSchema = z.object({
  version: z.literal(1),
  /** The same however often and in whatever way the state change is delivered. */
  incident: text,
  alarm: z.object({ name: text, arn: text, at: z.iso.datetime() }),
  target: z.object({
    apiName: z.optional(text),
    apiId: z.optional(text),
    stage: z.optional(text),
    region: text,
    account: text,
  }),
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
});

/** What travels on the queue: which incident, where to look, when. Nothing of the alarm's free text. */
export type DiagnosisRequest = z.infer<typeof RequestSchema>;

const MINUTE = 60_000;
const DAY_SECONDS = 86_400;

/**
 * What the alarm looked at, as much again before it (two to fifteen minutes: metrics arrive late and failures start before the threshold is
 * crossed), and two minutes after it for log lines that are still on their way (inferred).
 */
const windowOf = ({ at, evaluatedSeconds = 300 }: Pick<AlarmStateChange, 'at' | 'evaluatedSeconds'>) => {
  const evaluated = Math.min(evaluatedSeconds, DAY_SECONDS) * 1000;
  const before = Math.min(Math.max(evaluated, 2 * MINUTE), 15 * MINUTE);
  return {
    from: new Date(at.getTime() - evaluated - before).toISOString(),
    to: new Date(at.getTime() + 2 * MINUTE).toISOString(),
  };
};

export const requestFor = (change: AlarmStateChange, { apiName, apiId, stage }: AlarmTarget): DiagnosisRequest => {
  const { alarmArn, alarmName, at, region, account } = change;
  return {
    version: 1,
    incident: [alarmArn, at.toISOString(), apiId ?? apiName ?? '', stage ?? '*'].join(' '),
    alarm: { name: alarmName, arn: alarmArn, at: at.toISOString() },
    target: {
      ...(apiName !== undefined && { apiName }),
      ...(apiId !== undefined && { apiId }),
      ...(stage !== undefined && { stage }),
      region,
      account,
    },
    window: windowOf(change),
  };
};

/** A message of the queue. The failure names the members that are wrong, never their values. */
export const parseDiagnosisRequest = (body: string): Result<DiagnosisRequest, string> => {
  const request = RequestSchema.safeParse(parseJson(body));
  if (request.success) return ok(request.data);
  const paths = request.error.issues.map(({ path }) => path.join('.') || 'the whole message');
  return err(`The message is no request for a diagnosis; wrong or missing: ${[...new Set(paths)].slice(0, 10).join(', ')}.`);
};

/** REST alarms carry a name, HTTP and WebSocket alarms an id. */
export const queryOf = ({ target, window }: DiagnosisRequest): CollectQuery => ({
  api: target.apiId ?? target.apiName ?? '',
  ...(target.apiId === undefined && { kind: 'REST' as const }),
  ...(target.stage !== undefined && { stage: target.stage }),
  window: { from: new Date(window.from), to: new Date(window.to) },
  place: { region: target.region, account: target.account },
});
