export interface MemoryMeter {
  /** `share`: how much of the storm is over, from 0 to 1. */
  readonly look: (share: number) => void;
  /** Bytes. */
  readonly peakRss: () => number;
  readonly peakHeap: () => number;
  /** The least heap in use in each quarter of the storm: what is left when garbage has just been collected. */
  readonly floors: () => readonly number[];
}

export const memoryMeter = (): MemoryMeter => {
  let [rss, heap] = [0, 0];
  const floors: number[] = [];
  return {
    look: (share) => {
      const used = process.memoryUsage();
      rss = Math.max(rss, used.rss);
      heap = Math.max(heap, used.heapUsed);
      const quarter = Math.min(3, Math.floor(share * 4));
      floors[quarter] = Math.min(floors[quarter] ?? Number.POSITIVE_INFINITY, used.heapUsed);
    },
    peakRss: () => rss,
    peakHeap: () => heap,
    floors: () => floors,
  };
};
