import type { IncidentRecord } from '../../shared/diagnosis/life/incident-record.ts';
import type { LifeStore } from '../../shared/diagnosis/life/life-store.ts';
import type { TakeLook } from '../../shared/diagnosis/life/stage-windows.ts';

export type KeptIncidents = Pick<Map<string, IncidentRecord>, 'get' | 'set' | 'values'>;

/** The table's rules, without the table. */
export const memoryIncidents = (byKey: KeptIncidents = new Map<string, IncidentRecord>()): LifeStore => {
  const oks = new Map<string, string>();
  const all = () => [...byKey.values()];
  const lastOf = async (key: string) => byKey.get(key);
  const everOf = async (arn: string) => all().filter(({ times }) => arn in times);
  return {
    lastOf,
    everOf,
    byId: async (id) => all().find((record) => record.id === id),
    put: async (record, previous) => {
      const last = byKey.get(record.key);
      const isNext = previous === undefined ? !last || last.state === 'closed' : last?.id === record.id && last.version === previous;
      if (!isNext) return 'lost';
      byKey.set(record.key, record);
      return 'written';
    },
    noteOk: async (arn, at) => {
      if (at > (oks.get(arn) ?? '')) oks.set(arn, at);
    },
    okOf: async (arn) => oks.get(arn),
  };
};

export const memoryLooks = (): TakeLook => {
  const looks = new Map<string, string | undefined>();
  return async (window) => {
    const incidentKey = looks.get(window);
    if (incidentKey !== undefined) return { kind: 'done', incidentKey };
    if (looks.has(window)) return { kind: 'busy' };
    looks.set(window, undefined);
    return {
      kind: 'yours',
      done: async (key) => void looks.set(window, key),
      release: async () => void looks.delete(window),
    };
  };
};
