import type { Result } from '../lib/result.ts';
import type { PortFailure } from './alarm-ports.ts';
import type { ReadName } from './collect-ports.ts';

/** Calls that may be made at once, and how fast their number grows again. */
export interface BucketLimit {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Tokens that were left at `at`, in epoch milliseconds. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export type Taken =
  | { readonly kind: 'taken'; readonly bucket: Bucket }
  /** Whoever asks again after `waitMillis` finds a token, unless somebody else was faster. */
  | { readonly kind: 'empty'; readonly waitMillis: number };

/**
 * Our share of what AWS gives an account in a Region, for all diagnoses together; the rest is for its people and their deployments.
 * Control plane: 10 requests a second, bursts of 40; of these GetResources 5 in two seconds. FilterLogEvents: 5 a second, so that capacity and a second's growth stay below that.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const BUCKET_LIMITS = {
  'control-plane': { capacity: 20, perSecond: 5 },
  resources: { capacity: 1, perSecond: 1.2 },
  'log-reads': { capacity: 2, perSecond: 2.5 },
} as const satisfies Readonly<Record<string, BucketLimit>>;

export type BucketName = keyof typeof BUCKET_LIMITS;

/** Milliseconds to wait before asking again; 0: a token was taken. */
export type TakeToken = (bucket: BucketName) => Promise<Result<number, PortFailure>>;

/** A token that is this nearly whole is one: fractions add up with rounding errors. */
const TINY = 1e-9;

/** One token, if there is one. A bucket that nobody has used is full; a clock that runs behind another's adds nothing. */
export const takeToken = (bucket: Bucket | undefined, { capacity, perSecond }: BucketLimit, now: number): Taken => {
  const { tokens, at } = bucket ?? { tokens: capacity, at: now };
  const filled = Math.min(capacity, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
  if (filled < 1 - TINY) return { kind: 'empty', waitMillis: Math.ceil(((1 - filled) / perSecond) * 1_000) + Math.max(0, at - now) };
  return { kind: 'taken', bucket: { tokens: Math.max(0, filled - 1), at: Math.max(at, now) } };
};

/** Which quotas a read counts against, the narrowest first; the other reads have room for hundreds a second. */
export const bucketsOf = (name: ReadName): readonly BucketName[] => {
  if (name === 'apigateway:GetResources') return ['resources', 'control-plane'];
  if (name.startsWith('apigateway')) return ['control-plane'];
  return name === 'logs:FilterLogEvents' ? ['log-reads'] : [];
};
