import type { VerdictId } from '../../model/cause-id.ts';
import type { Target } from '../../model/diagnosis.ts';

/** Where a message stands in Slack: what chat.update and a reply in its thread need. A webhook gives none. */
export interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

/** One thread: everything that one cause does to one stage, from its first alarm to the OK of the last. Dates are ISO 8601, UTC. */
export interface IncidentRecord {
  /** Short and unguessable enough to stand in a button: 16 characters of base32. */
  readonly id: string;
  /** `account/region/api/stage/verdict`: at most one record of a key is open. */
  readonly key: string;
  readonly state: 'open' | 'resolved' | 'closed';
  readonly target: Target;
  readonly verdict: VerdictId;
  /** Alarms that are in ALARM for it at present. */
  readonly alarms: readonly string[];
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
  /** Grows with each write: a write that names another one is refused. */
  readonly version: number;
}

/** The table, whichever. Trouble with it is thrown; a lost race is an answer. */
export interface IncidentStore {
  readonly byId: (id: string) => Promise<IncidentRecord | undefined>;
  /** The open (or resolved and not yet closed) one of a key. */
  readonly openOf: (key: string) => Promise<IncidentRecord | undefined>;
  /** Those in whose `alarms` this alarm stands. */
  readonly ofAlarm: (alarmArn: string) => Promise<readonly IncidentRecord[]>;
  /** `previous`: the version that was read, or `undefined` for a new record. `lost`: somebody wrote in between; read again. */
  readonly put: (record: IncidentRecord, previous: number | undefined) => Promise<'written' | 'lost'>;
}
