import type { CauseId } from '../../../shared/model/cause-id.ts';
import type { Backend } from '../gateway/ask-endpoint.ts';
import type { LabApi } from '../lab-api.ts';
import type { LabFunction } from '../lambda.ts';

/** One request of a client, behind the stage's name; GET where no method is named. */
export interface ScenarioRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An incident that the lab can stage: an API as somebody has configured it, the code behind it, and what its clients ask. */
export interface Scenario {
  readonly title: string;
  /** The cause that a diagnosis should name. */
  readonly cause: CauseId;
  readonly api: LabApi;
  readonly functions: readonly LabFunction[];
  readonly backends: Readonly<Record<string, Backend>>;
  /** Whom the alarm tells. */
  readonly alarmAction: 'topic' | 'function' | 'event-bus';
  /** Healthy and failing ones, as they come. */
  readonly requests: readonly ScenarioRequest[];
}

/** A scenario is staged at a given moment: its API was deployed a while before. */
export type StageScenario = (now: Date) => Scenario;
