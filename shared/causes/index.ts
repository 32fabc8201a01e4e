import type { Cause } from './define-cause.ts';
import missingMethodResponse from './missing-method-response.ts';

export const causes: readonly Cause[] = [missingMethodResponse];
