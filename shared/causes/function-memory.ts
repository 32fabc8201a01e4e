import type { Evidence } from '../model/evidence.ts';
import { integrationLog } from './authorizer-scene.ts';
import type { Scene } from './scene.ts';

export interface FunctionMemory {
  readonly usedMb: number;
  readonly sizeMb: number;
  /** `between`: neither says that memory ran out nor that there was enough. */
  readonly state: 'full' | 'between' | 'to-spare';
  readonly evidence: Evidence;
}

/** Of the memory size. A function that is ended for memory reports at or next to its size; where the line lies is inferred. */
const FULL = 0.95;
const TO_SPARE = 0.85;

const stateOf = (share: number): FunctionMemory['state'] => {
  if (share >= FULL) return 'full';
  return share < TO_SPARE ? 'to-spare' : 'between';
};

/** What the REPORT line says of the memory of the run that failed. */
export const functionMemoryOf = (scene: Scene): FunctionMemory | undefined => {
  for (const { event, line } of integrationLog(scene)) {
    if (event.kind !== 'report' || event.maxMemoryUsedMb === undefined || !event.memorySizeMb) continue;
    const { maxMemoryUsedMb: usedMb, memorySizeMb: sizeMb } = event;
    return { usedMb, sizeMb, state: stateOf(usedMb / sizeMb), evidence: { kind: 'log-line', line } };
  }
  return undefined;
};
