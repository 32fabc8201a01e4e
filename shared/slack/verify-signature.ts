import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** As it came: nothing of it may be parsed before. */
  readonly body: Uint8Array;
}

export type Verification = 'genuine' | 'stale' | 'forged';

/** Either way: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const TOLERATED_SECONDS = 300;

const isEqual = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** `secrets`: while one is replaced by another, both. Every one of them is tried, so that the time taken says nothing. */
export const verifySignature = ({ timestamp, signature, body }: SignedRequest, secrets: readonly string[], now: Date): Verification => {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'forged';
  const fits = secrets.map((secret) =>
    isEqual(signature, `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`),
  );
  if (!fits.includes(true)) return 'forged';
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERATED_SECONDS ? 'stale' : 'genuine';
};
