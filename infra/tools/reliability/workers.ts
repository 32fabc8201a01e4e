import { AsyncLocalStorage } from 'node:async_hooks';
import { registerHooks } from 'node:module';
import { type Handler, type Invocation, invoke } from '../../lab/invoke.ts';
import type { FunctionName } from '../build/bundle.ts';
import type { FaultGate, Outgoing } from './fault-gate.ts';

/** One execution environment of Lambda, for as long as it lives. */
interface Life {
  readonly functionName: FunctionName;
  readonly gate: FaultGate;
  readonly end: () => void;
  isOver: boolean;
  /** The call before. */
  turn: Promise<unknown>;
}

const lives = new AsyncLocalStorage<Life>();
/** A call that another one makes on its way: credentials. */
const within = new AsyncLocalStorage<true>();

const OWN = /\/functions\/(?!cli\/|composition\/telemetry)/;

/** What a function keeps between invocations stands in modules of `functions/`: these are loaded anew for each new worker. */
registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const worker = URL.parse(context.parentURL ?? '')?.searchParams.get('worker');
    return worker && OWN.test(found.url) && !found.url.includes('?') ? { ...found, url: `${found.url}?worker=${worker}` } : found;
  },
});

const never = <Answer>(): Promise<Answer> => new Promise(() => undefined);

const die = (life: Life): Promise<never> => {
  life.isOver = true;
  life.end();
  return never();
};

/** Who asks: nobody, where the lab itself speaks to the lab. */
export const whoAsks = (): string | undefined => {
  const life = lives.getStore();
  return life?.gate.roleOf(life.functionName);
};

/** The worker has hidden its message. */
export const noteHidden = (seconds: number): void => lives.getStore()?.gate.hide(seconds);

const pass = async (life: Life, outgoing: Outgoing): Promise<unknown> => {
  if (life.isOver) return never();
  const { gate } = life;
  const fault = gate.meet(outgoing.operation);
  gate.note(outgoing);
  if (fault === 'crash before') return die(life);
  const answer = fault === undefined || fault === 'crash after' ? outgoing.call() : outgoing.failing[fault](outgoing.call);
  await Promise.allSettled([answer]);
  if (fault === 'crash after') return die(life);
  return answer;
};

/**
 * The way out of a worker: a call meets its fault here. One that has died makes no more calls and hears no answer, whatever its code would still
 * do. Calls leave one after the other, in the order in which they were made, so that every run meets its fault at the same moment.
 */
export const letOut = (outgoing: Outgoing): Promise<unknown> => {
  const life = lives.getStore();
  if (!life) return outgoing.call();
  if (within.getStore()) return pass(life, outgoing);
  const own = life.turn.then(() => within.run(true, () => pass(life, outgoing)));
  life.turn = Promise.allSettled([own]);
  return own;
};

export interface Workers {
  /** Nobody is warm any more: a function reads its environment when it is loaded, and keeps what it has learnt. */
  readonly replace: () => void;
  /** A worker that has died is followed by a fresh one; otherwise the same one is warm. */
  readonly invoke: (functionName: FunctionName, event: unknown, gate: FaultGate) => Promise<Invocation>;
}

let count = 0;

/** serverless.yml: what a function may take, and so how long what it has claimed stays claimed. */
const TIMEOUT_MS: Readonly<Record<FunctionName, number>> = { alarm: 30_000, diagnose: 90_000, slack: 10_000 };

export const startWorkers = (region: string): Workers => {
  const warm = new Map<FunctionName, Handler>();
  const load = async (functionName: FunctionName): Promise<Handler> => {
    const kept = warm.get(functionName);
    if (kept) return kept;
    count += 1;
    const { handler } = (await import(`../../../functions/${functionName}.ts?worker=${count}`)) as { readonly handler: Handler };
    warm.set(functionName, handler);
    return handler;
  };
  return {
    replace: () => warm.clear(),
    invoke: async (functionName, event, gate) => {
      const handler = await load(functionName);
      const settings = { functionName: `gatewhy-${functionName}`, region, timeoutMs: TIMEOUT_MS[functionName] };
      return new Promise((resolve) => {
        const end = () => {
          warm.delete(functionName);
          resolve({ ok: false, requestId: '', error: new Error('The worker died.'), timedOut: false, millis: 0 });
        };
        void lives
          .run({ functionName, gate, end, isOver: false, turn: Promise.resolve() }, () => invoke(handler, event, settings))
          .then(resolve);
      });
    },
  };
};
