import type { Raw, SnapshotMemory } from '../diagnosis/collect-ports.ts';

/** A warm process keeps the last few exports; the oldest goes first. */
const MOST = 8;

export const snapshotMemory = (): SnapshotMemory => {
  const kept = new Map<string, Raw>();
  return {
    recall: (key) => kept.get(key),
    remember: (key, snapshot) => {
      kept.delete(key);
      kept.set(key, snapshot);
      for (const oldest of kept.size > MOST ? [...kept.keys()].slice(0, kept.size - MOST) : []) kept.delete(oldest);
    },
  };
};
