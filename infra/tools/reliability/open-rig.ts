import { interceptExits } from './exits.ts';
import { PATHS } from './paths.ts';
import type { Rig } from './rig.ts';
import { startSite } from './site.ts';
import { startVirtualTime } from './virtual-time.ts';
import { walk } from './walk.ts';
import { startWorkers } from './workers.ts';

/** For a process that does nothing else: its clock and its ways out are replaced for good. */
export const openRig = async (): Promise<Rig> => {
  const site = await startSite();
  interceptExits();
  const rig = { site, workers: startWorkers(site.lab.region), time: startVirtualTime() };
  /** The first walk loads modules and makes the buckets: it is not like the others. */
  for (const path of PATHS.slice(0, 1)) await walk(rig, path);
  return rig;
};
