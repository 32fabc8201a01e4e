import { setImmediate } from 'node:timers/promises';

/** A clock that stands still while anybody works and jumps when everybody waits: minutes of waiting take no time, and every run is alike. */
export interface VirtualTime {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<void>;
  /** From 0 up to 1, the same numbers in every run. */
  readonly random: () => number;
  /** Until the work is done. Nothing in it may wait for a real clock or a real network. */
  readonly run: <Value>(work: Promise<Value>) => Promise<Value>;
}

/** https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
const mulberry32 = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const virtualTime = (start: number, seed = 1): VirtualTime => {
  const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  let now = start;
  return {
    now: () => now,
    random: mulberry32(seed),
    sleep: (millis) =>
      new Promise((wake) => {
        const until = now + Math.max(0, millis);
        const place = sleepers.findLastIndex((other) => other.until <= until) + 1;
        sleepers.splice(place, 0, { until, wake });
      }),
    run: async (work) => {
      let isDone = false;
      const settle = () => {
        isDone = true;
      };
      work.then(settle, settle);
      for (await setImmediate(); !isDone; await setImmediate()) {
        const next = sleepers.shift();
        if (!next) throw new Error('Everybody waits, and nobody for the clock.');
        now = next.until;
        next.wake();
      }
      return work;
    },
  };
};
