import { readRepositoryFile } from '../repository.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Received {
  readonly body: string;
  /** From 1. */
  readonly attempt: number;
  readonly remove: () => void;
  readonly hide: (seconds: number) => void;
}

/** SQS and Lambda's pollers: any visible message may come next, one that came too often goes to the dead letters. */
export interface VirtualQueue {
  readonly send: (body: string, visibleAt: number) => void;
  /** `undefined`: nothing is left. */
  readonly receive: () => Promise<Received | undefined>;
}

const figureOf = (file: string, name: string): number => {
  const found = new RegExp(`${name}: (\\d+)`).exec(readRepositoryFile(file))?.[1];
  if (found === undefined) throw new Error(`${file} names no ${name}.`);
  return Number(found);
};

const FUNCTION_TIMES = /^ {2}diagnose:\n(?: {4}.*\n)*? {4}timeout: (\d+)$/m;

/** As deployed. */
export const FUNCTION_SECONDS = Number(FUNCTION_TIMES.exec(readRepositoryFile('serverless.yml'))?.[1]);
export const WORKERS = figureOf('serverless.yml', 'maximumConcurrency');
const MOST_RECEIVES = figureOf('infra/queue.yml', 'maxReceiveCount');
const VISIBILITY_MS = 1_000 * figureOf('infra/queue.yml', 'VisibilityTimeout');

/** How long an empty queue lets its poller wait. */
const POLL_MS = 1_000;

export const virtualQueue = (time: VirtualTime, toDeadLetters: (body: string) => void): VirtualQueue => {
  const messages = new Set<{ readonly body: string; visibleAt: number; receives: number }>();

  const next = (): Received | undefined => {
    const visible = [...messages].filter(({ visibleAt }) => visibleAt <= time.now());
    const message = visible[Math.floor(time.random() * visible.length)];
    if (!message) return undefined;
    if (message.receives === MOST_RECEIVES) {
      messages.delete(message);
      toDeadLetters(message.body);
      return next();
    }
    message.receives += 1;
    message.visibleAt = time.now() + VISIBILITY_MS;
    return {
      body: message.body,
      attempt: message.receives,
      remove: () => void messages.delete(message),
      hide: (seconds) => {
        message.visibleAt = time.now() + seconds * 1_000;
      },
    };
  };

  return {
    send: (body, visibleAt) => void messages.add({ body, visibleAt, receives: 0 }),
    receive: async () => {
      for (;;) {
        const received = next();
        if (received || messages.size === 0) return received;
        await time.sleep(POLL_MS);
      }
    },
  };
};
