/** How an outgoing call can fail. `time-out`: it was carried out, and the answer never came, the worse of the two ways. */
export const FAULTS = ['throttle', '5xx', 'time-out', 'access denied', 'malformed answer', 'crash before', 'crash after'] as const;

export type Fault = (typeof FAULTS)[number];

/** What a call answers or throws under each fault that leaves the worker alive. `call` carries it out. */
export type Failing = {
  readonly [Kind in Exclude<Fault, 'crash before' | 'crash after'>]: (call: () => Promise<unknown>) => Promise<unknown>;
};

export interface FaultOrder {
  readonly operation: string;
  readonly fault: Fault;
  /** Which of the calls of this operation fails, from 0. A denied permission fails them all until it is granted. */
  readonly index: number;
}

/** A call on its way out: named, so that a fault can be ordered for it. */
export type Outgoing = <Answer>(operation: string, call: () => Promise<Answer>, failing: Failing) => Promise<Answer>;

export interface FaultGate {
  readonly out: Outgoing;
  /** Calls that were made, in order. */
  readonly calls: readonly string[];
  /** A new worker, after the old one has died or has finished. */
  readonly revive: () => void;
  /** The fault does not come again. */
  readonly repair: () => void;
}

/** A worker that has died makes no more calls, whatever its code would still do. */
export const faultGate = (order: FaultOrder | undefined): FaultGate => {
  const calls: string[] = [];
  let [isDead, isRepaired] = [false, false];
  const crash = (): never => {
    isDead = true;
    throw new Error('The worker has died.');
  };
  const meets = (operation: string): Fault | undefined => {
    const index = calls.filter((call) => call === operation).length - 1;
    if (!order || isRepaired || operation !== order.operation) return undefined;
    return index === order.index || (order.fault === 'access denied' && index > order.index) ? order.fault : undefined;
  };
  return {
    calls,
    revive: () => {
      isDead = false;
    },
    repair: () => {
      isRepaired = true;
    },
    out: async (operation, call, failing) => {
      if (isDead) return crash();
      calls.push(operation);
      const fault = meets(operation);
      if (fault === undefined) return call();
      if (fault === 'crash before') return crash();
      if (fault === 'crash after') {
        await call();
        return crash();
      }
      /** What stands in for an answer is as wrong as the fault has it. */
      return (await failing[fault](call)) as Awaited<ReturnType<typeof call>>;
    },
  };
};

const named = (name: string): Error => Object.assign(new Error(`${name} (ordered)`), { name });

/** As the SDK has it, its own retries used up. */
export const sdkFailing = (garbage: unknown): Failing => ({
  throttle: () => Promise.reject(named('ThrottlingException')),
  '5xx': () => Promise.reject(named('InternalServerError')),
  'time-out': async (call) => {
    await call();
    throw named('TimeoutError');
  },
  'access denied': () => Promise.reject(named('AccessDeniedException')),
  'malformed answer': async (call) => {
    await call();
    return garbage;
  },
});

const answer = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }));

/** As `fetch` has Slack's answers. */
export const SLACK_FAILING: Failing = {
  throttle: () => answer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }),
  '5xx': () => answer('', 503),
  'time-out': async (call) => {
    await call();
    throw named('TimeoutError');
  },
  'access denied': () => answer({ ok: false, error: 'token_revoked' }),
  'malformed answer': async (call) => {
    await call();
    return answer('<html>');
  },
};
