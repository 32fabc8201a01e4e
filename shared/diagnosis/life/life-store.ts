import type { IncidentRecord } from './incident-record.ts';

/** Where incidents are kept. Trouble with it is thrown; a lost race is an answer. */
export interface LifeStore {
  readonly byId: (id: string) => Promise<IncidentRecord | undefined>;
  /** The last one of a key, closed or not. */
  readonly lastOf: (key: string) => Promise<IncidentRecord | undefined>;
  /** The last ones of all keys that this alarm ever told of: also when it has stopped ringing for them. */
  readonly everOf: (alarmArn: string) => Promise<readonly IncidentRecord[]>;
  /** `previous`: the version that was read, or `undefined` for a new record. `lost`: somebody wrote in between; read again. */
  readonly put: (record: IncidentRecord, previous: number | undefined) => Promise<'written' | 'lost'>;
  /** An OK is noted before its records are looked up: it may have overtaken the diagnosis of its own alarm. */
  readonly noteOk: (alarmArn: string, at: string) => Promise<void>;
  readonly okOf: (alarmArn: string) => Promise<string | undefined>;
}
