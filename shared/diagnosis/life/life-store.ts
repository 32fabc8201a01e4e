import type { IncidentRecord, IncidentStore } from './incident-record.ts';

/** What the worker needs beside the records that buttons and queries are answered from. */
export interface LifeStore extends IncidentStore {
  /** The last one of a key, closed or not. */
  readonly lastOf: (key: string) => Promise<IncidentRecord | undefined>;
  /** The last ones of all keys that this alarm ever told of: also when it has stopped ringing for them. */
  readonly everOf: (alarmArn: string) => Promise<readonly IncidentRecord[]>;
  /** An OK is noted before its records are looked up: it may have overtaken the diagnosis of its own alarm. */
  readonly noteOk: (alarmArn: string, at: string) => Promise<void>;
  readonly okOf: (alarmArn: string) => Promise<string | undefined>;
}
