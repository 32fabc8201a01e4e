import type { VerdictId } from '../../model/cause-id.ts';
import type { Target } from '../../model/diagnosis.ts';
import type { Remains } from '../../reports/incident-state.ts';
import type { IncidentMessages, IncidentRecord, SlackPlace } from './incident-record.ts';

/** One state change of one alarm. `at`: ISO 8601, UTC. */
export interface AlarmMoment {
  readonly arn: string;
  readonly at: string;
}

/** An alarm, and what was found. `id`: of the record, should one be opened. */
export interface DiagnosedEvent {
  readonly kind: 'diagnosed';
  readonly id: string;
  readonly key: string;
  readonly target: Target;
  readonly tags?: Readonly<Record<string, string>>;
  readonly verdict: VerdictId;
  readonly alarm: AlarmMoment;
  readonly window: IncidentRecord['window'];
  readonly failures: number;
  readonly report: string;
  readonly messages: IncidentMessages;
}

/** All that happens to an incident. */
export type LifeEvent =
  | DiagnosedEvent
  /** Another alarm of a stage that was just diagnosed. */
  | { readonly kind: 'repeated'; readonly alarm: AlarmMoment }
  /** `remains`: what a look found that was taken because this OK closes the incident. */
  | { readonly kind: 'alarm-ok'; readonly alarm: AlarmMoment; readonly remains?: Remains }
  /** `until`: a date, or `resolved`. */
  | { readonly kind: 'mute'; readonly until: string }
  | { readonly kind: 'resolve'; readonly by: string; readonly at: string }
  /** A worker takes it upon itself to tell Slack, until then. */
  | { readonly kind: 'telling'; readonly until: string }
  /** `shown`: the face that Slack has now. */
  | { readonly kind: 'told'; readonly shown: string; readonly place?: SlackPlace }
  /** `unsure`: since when nobody knows whether Slack has heard. */
  | { readonly kind: 'not-told'; readonly unsure?: string };
