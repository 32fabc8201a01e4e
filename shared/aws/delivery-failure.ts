import type { DeliveryFailure } from '../diagnosis/channels.ts';
import { sdkReason } from './sdk-failure.ts';

/** What no second try changes: a missing permission, a missing or disabled resource, a request that is wrong. */
const PERMANENT =
  /AccessDenied|Authorization|NotAuthorized|NotFound|NotExist|InvalidParameter|Validation|Malformed|Disabled|InvalidKey|Decryption/;

export const deliveryFailure = (action: string, error: unknown): DeliveryFailure => ({
  kind: error instanceof Error && PERMANENT.test(error.name) ? 'permanent' : 'temporary',
  reason: sdkReason(action, error),
});
