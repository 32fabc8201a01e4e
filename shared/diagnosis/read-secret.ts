import type { Result } from '../lib/result.ts';
import type { DeliveryFailure } from './channels.ts';

/** The text of a secret, kept for a few minutes. `fresh`: as it stands now. */
export type ReadSecret = (fresh: boolean) => Promise<Result<string, DeliveryFailure>>;
