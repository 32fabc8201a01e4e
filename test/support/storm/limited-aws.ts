import type { CollectPorts, ReadName, Reply } from '../../../shared/diagnosis/collect-ports.ts';
import { err } from '../../../shared/lib/result.ts';
import { type FakeOptions, type FakeWorld, fakeAws } from '../fake-aws.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One account and Region of AWS, with the quotas that AWS publishes for it. */
export interface LimitedAws {
  readonly ask: CollectPorts['ask'];
  readonly calls: () => number;
  readonly throttled: () => readonly ReadName[];
  /** The most calls of any second, by quota. */
  readonly peaks: () => Readonly<Record<string, number>>;
}

/** Whether one more call at this time is allowed; a refused one counts for nothing. */
type Quota = (now: number) => boolean;

/** So many calls at once, and then as many each second (the leaky bucket as a meter, other than the product's own). */
const burst = (calls: number, perSecond: number): Quota => {
  const each = 1_000 / perSecond;
  let full = 0;
  return (now) => {
    const next = Math.max(full, now) + each;
    if (next - now > calls * each) return false;
    full = next;
    return true;
  };
};

/** At most so many calls in any span of so many milliseconds. */
const inAnySpan = (calls: number, millis: number): Quota => {
  const last: number[] = [];
  return (now) => {
    if (now - (last.at(-calls) ?? Number.NEGATIVE_INFINITY) < millis) return false;
    last.push(now);
    if (last.length > calls) last.shift();
    return true;
  };
};

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const QUOTAS: readonly { readonly name: string; readonly holdsFor: (name: ReadName) => boolean; readonly open: () => Quota }[] = [
  { name: 'control plane', holdsFor: (name) => name.startsWith('apigateway'), open: () => burst(40, 10) },
  { name: 'GetResources', holdsFor: (name) => name === 'apigateway:GetResources', open: () => inAnySpan(5, 2_000) },
  { name: 'FilterLogEvents', holdsFor: (name) => name === 'logs:FilterLogEvents', open: () => inAnySpan(5, 1_000) },
];

/** Half a round trip. */
const halfWay = ({ random }: VirtualTime): number => 15 + random() * 120;

export const limitedAws = (world: FakeWorld, options: FakeOptions, time: VirtualTime): LimitedAws => {
  const throttled: ReadName[] = [];
  const quotas = QUOTAS.map((quota) => ({ ...quota, isOpen: quota.open(), second: [] as number[], peak: 0 }));
  let calls = 0;

  const admit = (name: ReadName): boolean => {
    calls += 1;
    const now = time.now();
    const own = quotas.filter(({ holdsFor }) => holdsFor(name));
    for (const quota of own) {
      quota.second = [...quota.second.filter((at) => now - at < 1_000), now];
      quota.peak = Math.max(quota.peak, quota.second.length);
    }
    const isAdmitted = own.every(({ isOpen }) => isOpen(now));
    if (!isAdmitted) throttled.push(name);
    return isAdmitted;
  };

  const names = Object.keys(fakeAws({}).ports.ask) as ReadName[];
  const ask =
    (name: ReadName) =>
    async (input: never, withinMillis: number): Promise<Reply<unknown>> => {
      await time.sleep(halfWay(time));
      const isAdmitted = admit(name);
      await time.sleep(halfWay(time));
      if (!isAdmitted) return { result: err({ kind: 'throttled', action: name }), bytes: 0 };
      /** An account that remembers nothing of what it was asked; what it answers belongs to the worker alone, as if it came over the wire. */
      return structuredClone(await fakeAws(world, options).ports.ask[name](input, withinMillis));
    };
  return {
    ask: Object.fromEntries(names.map((name) => [name, ask(name)])) as unknown as CollectPorts['ask'],
    calls: () => calls,
    throttled: () => throttled,
    peaks: () => Object.fromEntries(quotas.map(({ name, peak }) => [name, peak])),
  };
};
