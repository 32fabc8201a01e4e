import { MOST_RECEIVES, VISIBILITY_SECONDS } from '../../../infra/tools/deployed-figures.ts';
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

const VISIBILITY_MS = 1_000 * VISIBILITY_SECONDS;

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
