import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { type CauseId, isCauseId } from '../model/cause-id.ts';
import type { Cost } from '../model/diagnosis.ts';
import type { Proof } from '../model/proof.ts';
import type { Remains } from '../reports/incident-state.ts';
import type { JsonReport } from '../reports/json-report-schema.ts';
import { describeCollectFailure, mayPass } from './collect-failure.ts';
import type { Collected, CollectFailure, CollectQuery } from './collect-query.ts';
import { diagnose } from './diagnose.ts';
import { applyEvent } from './life/apply-event.ts';
import type { IncidentRecord } from './life/incident-record.ts';
import type { AlarmMoment, LifeEvent } from './life/life-event.ts';
import { isMuted } from './life/owed.ts';
import { queryAbout } from './life/query-about.ts';
import type { TellPorts } from './life/tell-incident.ts';
import { transition } from './life/transition.ts';
import { OUTSIDE } from './prove/outside.ts';
import { readIncident } from './read-incident.ts';
import { remainsOf } from './remains.ts';

export interface HearPorts extends TellPorts {
  readonly collect: (query: CollectQuery) => Promise<Result<Collected, CollectFailure>>;
}

interface LookedBack {
  readonly remains?: Remains;
  /** Why nothing was seen. */
  readonly obstacle?: string;
  readonly cost?: Cost;
}

/** Of the look that named the cause; its report was written by the same code. */
const proofIn = (report: string, cause: CauseId): Proof['kind'] | undefined => {
  const { causes = [] } = parseJson(report) as Partial<JsonReport>;
  return causes.find((one) => one.cause === cause)?.proof.kind;
};

const lookBack = async ({ collect }: HearPorts, record: IncidentRecord, isPatient: boolean): Promise<Result<LookedBack, string>> => {
  const { verdict } = record;
  if (!isCauseId(verdict)) return ok({});
  if (OUTSIDE[verdict] !== undefined) return ok({ remains: 'elsewhere' });
  const { from, to } = record.window;
  const query = queryAbout(record, { from: new Date(from), to: new Date(to) });
  if (!query) return ok({ remains: 'unknown' });
  const collected = await collect(query);
  if (!collected.ok) {
    const obstacle = describeCollectFailure(collected.failure);
    return isPatient && mayPass(collected.failure) ? err(obstacle) : ok({ remains: 'unknown', obstacle });
  }
  const { incident: file, cost } = collected.value;
  const incident = readIncident(file);
  return ok({ remains: remainsOf({ cause: verdict, proof: proofIn(record.report, verdict) }, incident, diagnose(incident)), cost });
};

/**
 * An OK reaches an incident. The one that closes it is an occasion to look whether the cause is gone with the failures: they may have stopped
 * because nobody calls any more. The failure is a reason to come again; nothing was written then. The value is what the look has cost, and why it saw nothing.
 */
export const hearOk = async (
  ports: HearPorts,
  key: string,
  alarm: AlarmMoment,
  isPatient: boolean,
): Promise<Result<Pick<LookedBack, 'cost' | 'obstacle'>, string>> => {
  const { incidents, now } = ports;
  const before = await incidents.lastOf(key);
  const event: LifeEvent = { kind: 'alarm-ok', alarm };
  const { record: after } = transition(before, event, now());
  const isClosing = before !== undefined && before.state !== 'closed' && after?.state === 'closed' && !isMuted(before, now());
  const looked: Result<LookedBack, string> = isClosing ? await lookBack(ports, before, isPatient) : ok({});
  if (!looked.ok) return looked;
  const { remains, ...rest } = looked.value;
  await applyEvent(incidents, () => incidents.lastOf(key), { ...event, ...(remains && { remains }) }, now());
  return ok(rest);
};
