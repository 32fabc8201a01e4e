import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FaultOrder } from './fault.ts';
import type { Walk } from './walk.ts';

export interface WalkTask {
  /** Its place among the paths. */
  readonly path: number;
  readonly orders: readonly FaultOrder[];
}

type Answer = { readonly walk: Walk } | { readonly error: string };

interface Walker {
  readonly walk: (task: WalkTask) => Promise<Walk>;
  readonly stop: () => void;
}

const PROGRAM = fileURLToPath(new URL('./walk-process.ts', import.meta.url));

/** Functions write what they log; here nobody reads it. */
const startWalker = async (): Promise<Walker> => {
  const child = fork(PROGRAM, [], { execArgv: ['--max-semi-space-size=64'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of the walks ended with ${code}.`);
  });
  ended.catch(() => undefined);
  const hear = (): Promise<readonly unknown[]> => Promise.race([once(child, 'message'), ended]);
  await hear();
  return {
    walk: async (task) => {
      child.send(task);
      const [answer] = (await hear()) as [Answer];
      if ('error' in answer) throw new Error(answer.error);
      return answer.walk;
    },
    stop: () => child.disconnect(),
  };
};

export interface Walkers {
  /** The answers stand in the order of the tasks. */
  readonly walkAll: (tasks: readonly WalkTask[]) => Promise<readonly Walk[]>;
  readonly stop: () => void;
}

/** One process more than there are processors, as each waits at times; it takes the next task when it is done with one. */
export const startWalkers = async (): Promise<Walkers> => {
  const walkers = await Promise.all(Array.from({ length: availableParallelism() + 1 }, startWalker));
  return {
    walkAll: async (tasks) => {
      const walks: Walk[] = [];
      const left = tasks.entries();
      await Promise.all(
        walkers.map(async ({ walk }) => {
          for (const [index, task] of left) walks[index] = await walk(task);
        }),
      );
      return walks;
    },
    stop: () => {
      for (const { stop } of walkers) stop();
    },
  };
};
