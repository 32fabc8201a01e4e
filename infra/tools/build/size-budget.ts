import type { FunctionName } from './bundle.ts';

/** Zipped, with everything that is loaded later. A function grows past it only by decision: here. */
export const MOST_ZIP_BYTES: Readonly<Record<FunctionName, number>> = { alarm: 200_000, diagnose: 500_000 };
