import { openRig } from './open-rig.ts';
import { PATHS } from './paths.ts';
import { walk } from './walk.ts';
import type { WalkTask } from './walkers.ts';

/* A process of its own for walks, one after the other: its clock and its ways out are not those of other processes. */
console.warn = () => undefined;
const rig = await openRig();

const answer = async ({ path: number, orders }: WalkTask) => {
  const path = PATHS[number];
  if (!path) throw new Error(`There is no path ${number}.`);
  return walk(rig, path, orders);
};

process.on('message', (task: WalkTask) => {
  answer(task).then(
    (done) => process.send?.({ walk: done }),
    (error: unknown) => process.send?.({ error: `${JSON.stringify(task)}: ${error instanceof Error ? error.stack : String(error)}` }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
