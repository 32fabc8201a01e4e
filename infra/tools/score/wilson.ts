export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval at 95 % for `hits` of `of`: unlike the textbook interval it holds for few cases and for rates near 0 and 1.
 * Nothing counted means nothing known: 0 to 1.
 */
export const wilson = (hits: number, of: number): Interval => {
  if (of === 0) return { low: 0, high: 1 };
  const rate = hits / of;
  const weight = 1 + Z ** 2 / of;
  const centre = (rate + Z ** 2 / (2 * of)) / weight;
  const margin = (Z / weight) * Math.sqrt((rate * (1 - rate)) / of + Z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, centre - margin), high: Math.min(1, centre + margin) };
};
