import { binaryPreflight } from './binary-preflight.ts';
import { objectBody } from './object-body.ts';
import type { StageScenario } from './scenario.ts';
import { undeclaredStatus } from './undeclared-status.ts';

/** The three root causes that gatewhy was made for first, each with another delivery of its alarm. */
export const SCENARIOS: readonly StageScenario[] = [binaryPreflight, undeclaredStatus, objectBody];
