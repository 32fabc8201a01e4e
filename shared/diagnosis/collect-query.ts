import type { ApiKind } from '../model/api.ts';
import type { Cost, Window } from '../model/diagnosis.ts';
import type { IncidentFile } from '../model/incident-file.ts';

/** An account and a Region. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/** What to look for; all that an alarm, a command or a question can say. */
export interface CollectQuery {
  /** Name or id. */
  readonly api: string;
  /** Where no API has this name, a part of a name will do, if only one API has it. */
  readonly partOfName?: true;
  readonly kind?: ApiKind;
  readonly stage?: string;
  readonly window: Window;
  /** Where to look; what is absent is as the credentials have it. */
  readonly place?: Partial<Place>;
  /** What is configured, and nothing of what happened: no log, no metric, no function; the window is of no matter. */
  readonly only?: 'configuration';
  readonly request?: { readonly method?: string; readonly path?: string; readonly requestId?: string };
}

/** A hard stop for one diagnosis: what it may cost at the most. */
export interface Budget {
  readonly calls: number;
  readonly bytes: number;
  readonly millis: number;
}

export interface Collected {
  readonly incident: IncidentFile;
  readonly cost: Cost;
}

/** Nothing can be diagnosed at all; anything less is a gap inside the incident. */
export type CollectFailure =
  | { readonly kind: 'api-not-found'; readonly api: string; readonly similar: readonly string[] }
  | { readonly kind: 'api-ambiguous'; readonly api: string; readonly ids: readonly string[] }
  | { readonly kind: 'stage-not-found'; readonly api: string; readonly stage: string; readonly stages: readonly string[] }
  | { readonly kind: 'stage-needed'; readonly api: string; readonly stages: readonly string[] }
  | { readonly kind: 'access-denied'; readonly action: string; readonly detail: string }
  | { readonly kind: 'credentials'; readonly detail: string }
  | { readonly kind: 'throttled'; readonly action: string }
  /** Other diagnoses had used up what gatewhy takes of the account's quota. */
  | { readonly kind: 'held-back'; readonly action: string }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** Before the API and its stage were found; afterwards it is a gap. */
  | { readonly kind: 'budget-spent'; readonly limit: keyof Budget };
