import type { VerdictId } from '../../model/cause-id.ts';
import type { Target } from '../../model/diagnosis.ts';
import type { AmazonQCard } from '../../reports/amazon-q-card-schema.ts';
import type { Remains } from '../../reports/incident-state.ts';
import type { SlackMessage } from '../../reports/slack-message.ts';
import type { SnsText } from '../../reports/sns-text.ts';

/** Where a message stands in Slack: what chat.update and a reply in its thread need. A webhook gives none. */
export interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

/** The latest state changes of one alarm that arrived, in whatever order. */
export interface AlarmTimes {
  /** Empty: its OK overtook it. */
  readonly alarmAt: string;
  readonly okAt?: string;
}

/** What people read, rendered once: a retry, an update and the close say the same. Redacted. */
export interface IncidentMessages {
  readonly slack: SlackMessage & { readonly details: readonly SlackMessage[] };
  readonly sns: SnsText;
  readonly card: AmazonQCard;
}

/** One thread: everything that one cause does to one stage, from its first alarm to the OK of the last. Dates are ISO 8601, UTC. */
export interface IncidentRecord {
  /** Short and unguessable enough to stand in a button: 16 characters of base32. */
  readonly id: string;
  /** `account/region/api/stage/verdict`: at most one record of a key is open. */
  readonly key: string;
  readonly state: 'open' | 'resolved' | 'closed';
  readonly target: Target;
  /** Of the API and the stage, for the routes. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly verdict: VerdictId;
  /** When the requests failed that the last look saw. */
  readonly window: { readonly from: string; readonly to: string };
  readonly openedAt: string;
  readonly lastSeenAt: string;
  /** Alarms that told of it, failing requests that were counted. */
  readonly seen: number;
  readonly failures: number;
  /** A date, or until somebody resolves it. */
  readonly mutedUntil?: string;
  readonly resolvedBy?: string;
  readonly place?: SlackPlace;
  /** The whole answer as JSON report text, redacted: buttons are answered from it. */
  readonly report: string;
  readonly messages?: IncidentMessages;
  /** By ARN: every alarm that ever told of it. */
  readonly times: Readonly<Record<string, AlarmTimes>>;
  /** Marks of the state changes that were counted, the latest last: a second delivery counts no more. */
  readonly counted: readonly string[];
  readonly resolvedAt?: string;
  readonly closedAt?: string;
  readonly remains?: Remains;
  /** What Slack shows at present, as `faceOf` has it; absent: nothing was posted yet. */
  readonly shown?: string;
  /** Until then one worker is just telling Slack. Past: it did not hear from Slack, and nobody knows whether Slack has heard. */
  readonly telling?: string;
  /** Grows with each write: a write that names another one is refused. */
  readonly version: number;
}
