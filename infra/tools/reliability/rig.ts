import type { Site } from './site.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Workers } from './workers.ts';

/** All that walks need: where, by whom, when. */
export interface Rig {
  readonly site: Site;
  readonly workers: Workers;
  readonly time: VirtualTime;
}

/** People need their time. */
export const REPAIRED_AFTER_MS = 1_800_000;
