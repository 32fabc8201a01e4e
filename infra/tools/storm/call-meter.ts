export interface CallMeter {
  readonly hear: (call: string) => void;
  readonly reset: () => void;
  readonly of: (call: string) => number;
  readonly total: () => number;
  /** The most calls within any second, of those that begin so. */
  readonly mostInASecond: (...prefixes: readonly string[]) => number;
}

/** Every call to AWS's reads, with its time. gatewhy's own queue and table are no quota that others share. */
const OWN = /^(?:dynamodb|sqs|sns|ssm|events):/;

export const callMeter = (): CallMeter => {
  let made: { readonly call: string; readonly at: number }[] = [];
  return {
    hear: (call) => {
      if (!OWN.test(call)) made.push({ call, at: Date.now() });
    },
    reset: () => {
      made = [];
    },
    of: (wanted) => made.filter(({ call }) => call === wanted).length,
    total: () => made.length,
    mostInASecond: (...prefixes) => {
      const times = made.flatMap(({ call, at }) => (prefixes.some((prefix) => call.startsWith(prefix)) ? [at] : []));
      let [first, most] = [0, 0];
      for (const [last, at] of times.entries()) {
        while (at - (times[first] ?? at) >= 1_000) first += 1;
        most = Math.max(most, last - first + 1);
      }
      return most;
    },
  };
};
