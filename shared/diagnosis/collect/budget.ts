import { err, type Result } from '../../lib/result.ts';
import type { Cost } from '../../model/diagnosis.ts';
import type { Gap } from '../../model/evidence.ts';
import type { Clock, CollectPorts, InputOf, OutputOf, ReadFailure, ReadName } from '../collect-ports.ts';
import type { Budget } from '../collect-query.ts';
import { type BucketName, bucketsOf, type TakeToken } from '../token-bucket.ts';
import type { GateFailure, HeldBack, Spent } from './gate-failure.ts';
import { gapOf } from './read-gap.ts';

/**
 * The only way to AWS. It counts every call, stops at the budget, repeats what was throttled or dropped on the way with full jitter, and
 * keeps what could not be read. The budget is looked at before each call: the last answer may be larger than what was left.
 */
export interface Gate {
  readonly read: <Name extends ReadName>(name: Name, input: InputOf<Name>) => Promise<Result<OutputOf<Name>, GateFailure>>;
  /** As `read`, but a failure becomes a gap about `what` and the answer `undefined`. */
  readonly find: <Name extends ReadName>(what: string, name: Name, input: InputOf<Name>) => Promise<OutputOf<Name> | undefined>;
  readonly note: (gap: Gap) => void;
  readonly gaps: () => readonly Gap[];
  readonly left: () => Budget;
  readonly cost: () => Cost;
  readonly clock: Clock;
}

const ATTEMPTS = 4;
const BACKOFF = { firstMillis: 200, mostMillis: 5_000 };
/** No single call may take the whole budget with it. */
const CALL_MILLIS = 15_000;

const backoff = (failure: ReadFailure, attempt: number, random: number): number | undefined => {
  if (failure.kind !== 'throttled' && failure.kind !== 'unreachable') return undefined;
  const asked = failure.kind === 'throttled' ? (failure.retryAfterMillis ?? 0) : 0;
  return Math.max(asked, Math.round(random * Math.min(BACKOFF.mostMillis, BACKOFF.firstMillis * 2 ** attempt)));
};

/** Those who wait for the same bucket should not come back at the same moment. */
const SPREAD_MILLIS = 100;

const actionOf = (name: ReadName): string => (name.startsWith('apigateway') ? 'apigateway:GET' : name);

export const openGate = ({ ask, clock, take }: CollectPorts, budget: Budget): Gate => {
  const startedAt = clock.now();
  const calls = new Map<string, number>();
  const gaps = new Map<string, Gap>();
  let [made, bytes] = [0, 0];

  const left = (): Budget => ({
    calls: budget.calls - made,
    bytes: budget.bytes - bytes,
    millis: budget.millis - (clock.now() - startedAt),
  });

  const spent = (): Spent | undefined => {
    const rest = left();
    const limit = (['calls', 'bytes', 'millis'] as const).find((name) => rest[name] <= 0);
    return limit && { kind: 'budget-spent', limit };
  };

  /** Waits for a token, as long as the budget lasts; why there is none. */
  const waitAt = async (bucket: BucketName, name: ReadName, take: TakeToken): Promise<ReadFailure | HeldBack | undefined> => {
    for (;;) {
      const taken = await take(bucket);
      if (!taken.ok) return { kind: 'unreachable', detail: taken.failure.reason };
      if (taken.value === 0) return undefined;
      const pause = taken.value + Math.round(clock.random() * SPREAD_MILLIS);
      if (pause >= left().millis) return { kind: 'held-back', action: actionOf(name) };
      await clock.sleep(pause);
    }
  };

  const wait = async (name: ReadName): Promise<ReadFailure | HeldBack | undefined> => {
    for (const bucket of take ? bucketsOf(name) : []) {
      const why = take && (await waitAt(bucket, name, take));
      if (why) return why;
    }
    return undefined;
  };

  const note = (gap: Gap): void => {
    gaps.set(`${gap.kind} ${gap.what}`, gap);
  };

  const read: Gate['read'] = async (name, input) => {
    for (let attempt = 1; ; attempt += 1) {
      const stop = spent() ?? (await wait(name)) ?? spent();
      if (stop) return err(stop);
      made += 1;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      const reply = await ask[name](input, Math.min(left().millis, CALL_MILLIS));
      bytes += reply.bytes;
      if (reply.result.ok) return reply.result;
      const pause = attempt < ATTEMPTS ? backoff(reply.result.failure, attempt, clock.random()) : undefined;
      if (pause === undefined) return reply.result;
      if (pause >= left().millis) return err({ kind: 'budget-spent', limit: 'millis' });
      await clock.sleep(pause);
    }
  };

  const find: Gate['find'] = async (what, name, input) => {
    const result = await read(name, input);
    if (result.ok) return result.value;
    note(gapOf(result.failure, what));
    return undefined;
  };

  return {
    read,
    find,
    note,
    gaps: () => [...gaps.values()],
    left,
    cost: () => ({ calls: Object.fromEntries([...calls].sort(([a], [b]) => a.localeCompare(b))), bytes, millis: clock.now() - startedAt }),
    clock,
  };
};
