import { createRequire, syncBuiltinESMExports } from 'node:module';
import { setImmediate } from 'node:timers/promises';

/** The clock of the whole process: waits take no time, and the time that they would have taken has passed. */
export interface VirtualTime {
  readonly pass: (millis: number) => void;
}

/** For a process that does nothing else: `Date` and `setTimeout` of `node:timers/promises` are replaced for good. Time limits stay real. */
export const startVirtualTime = (): VirtualTime => {
  const real = Date;
  let ahead = 0;
  const now = () => real.now() + ahead;
  globalThis.Date = new Proxy(real, {
    construct: (target, parts: unknown[], newTarget) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as Date,
    get: (target, member) => (member === 'now' ? now : (Reflect.get(target, member) as unknown)),
  });
  const timers = createRequire(import.meta.url)('node:timers/promises') as { setTimeout: (millis: number) => Promise<void> };
  timers.setTimeout = async (millis) => {
    ahead += millis;
    await setImmediate();
  };
  syncBuiltinESMExports();
  return {
    pass: (millis) => {
      ahead += millis;
    },
  };
};
