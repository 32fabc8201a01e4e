import type { CauseId } from '../../../shared/model/cause-id.ts';
import type { LabOptions } from '../lab.ts';

/** An incident that the lab can stage: an API as it stands in AWS, what it logged, and the alarm that rings. */
export interface Scenario {
  readonly title: string;
  /** The cause that a diagnosis should name. */
  readonly cause: CauseId;
  readonly world: LabOptions;
  /** The event with which the alarm function is invoked. */
  readonly alarmEvent: unknown;
}

/** Scenarios end at a given moment, so that their logs lie in the alarm's window whenever they are staged. */
export type StageScenario = (now: Date) => Scenario;
