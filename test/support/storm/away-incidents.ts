import type { IncidentRecord } from '../../../shared/diagnosis/life/incident-record.ts';
import type { LifeStore } from '../../../shared/diagnosis/life/life-store.ts';
import { memoryIncidents } from '../memory-incidents.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Where the table is, what it holds is not in the worker's memory: as bytes outside the heap. */
const outsideTheHeap = () => {
  const bytes = new Map<string, Buffer>();
  const read = (kept: Buffer): IncidentRecord => JSON.parse(kept.toString()) as IncidentRecord;
  return {
    get: (key: string) => {
      const kept = bytes.get(key);
      return kept && read(kept);
    },
    set: (key: string, record: IncidentRecord) => bytes.set(key, Buffer.from(JSON.stringify(record))) as never,
    values: () => [...bytes.values()].map(read).values(),
  };
};

/** The incidents of a table that is some milliseconds away, so that workers come between each other's reads and writes. */
export const awayIncidents = (time: VirtualTime): LifeStore & { readonly all: () => readonly IncidentRecord[] } => {
  const kept = outsideTheHeap();
  const { lastOf, put, ...others } = memoryIncidents(kept);
  const away = () => time.sleep(2 + time.random() * 6);
  return {
    ...others,
    all: () => [...kept.values()],
    lastOf: async (key) => {
      await away();
      return lastOf(key);
    },
    put: async (record, previous) => {
      await away();
      return put(record, previous);
    },
  };
};
