import { withoutUndefined } from '../lib/without-undefined.ts';
import { readAccessLog } from '../logs/access-log.ts';
import { readExecutionLog } from '../logs/execution-log.ts';
import { readTestLog } from '../logs/test-log.ts';
import type { StageSettings, StageSnapshot } from '../model/api.ts';
import type { Window } from '../model/diagnosis.ts';
import type { ChangeRecord, Incident } from '../model/incident.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import type { Observation } from '../model/observation.ts';
import { readStageSnapshot } from '../stage/stage-snapshot.ts';
import { sightAccess } from './access-sighting.ts';
import { sightExchange } from './exchange-sighting.ts';
import { assignFunctionLogs } from './function-logs.ts';
import { incidentGaps } from './incident-gaps.ts';
import { joinSightings } from './join-sightings.ts';
import { observe } from './observe.ts';
import { sightTrace } from './trace-sighting.ts';
import { withoutNotedStage } from './without-noted-stage.ts';

const dateOf = (text: string | undefined): Date | undefined => {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const readWindow = (window: IncidentFile['window']): Window | undefined => {
  const [from, to] = [dateOf(window?.from), dateOf(window?.to)];
  return from && to && { from, to };
};

const readChanges = (changes: IncidentFile['changes']): readonly ChangeRecord[] =>
  (changes ?? []).map(({ time, event, resource }) => withoutUndefined({ at: dateOf(time), event, resource }));

/** The format that came with the lines, else the stage's own. */
const accessFormat = ({ logs }: IncidentFile, { accessLog }: StageSettings): string | undefined =>
  logs?.access?.format ?? (accessLog === 'NONE' ? undefined : accessLog?.format);

const readObservations = (file: IncidentFile, stage: StageSnapshot): readonly Observation[] => {
  const { api, logs = {}, exchanges = [] } = file;
  const traces = [...readExecutionLog(logs.execution ?? []), ...(logs.test === undefined ? [] : [readTestLog(logs.test)].flat())];
  const records = readAccessLog(accessFormat(file, stage.settings), logs.access?.events ?? []);
  const own = withoutNotedStage(stage, api.stage);
  const clusters = joinSightings([
    traces.filter(({ events }) => events.length > 0).map(sightTrace),
    records.map((record) => sightAccess(record, api.kind, api.stage)),
    exchanges.map(sightExchange).map(own),
  ]);
  const { byCluster, unclaimed } = assignFunctionLogs(clusters, logs.functions);
  return [
    ...clusters.map((cluster, index) => observe(cluster, byCluster.get(cluster) ?? [], `request-${index + 1}`)),
    ...unclaimed.map((lines, index) => observe([], lines, lines[0]?.line.requestId ?? `invocation-${index + 1}`)),
  ];
};

/** Everything that an incident file says, in the vocabulary of the diagnosis. Never throws: what cannot be read stays unknown. */
export const readIncident = (file: IncidentFile): Incident => {
  const stage = readStageSnapshot(file);
  const observations = readObservations(file, stage);
  const weights = new Map(file.samples?.map(({ requestId, count }) => [requestId, count]));
  return withoutUndefined({
    target: withoutUndefined({
      kind: file.api.kind,
      apiId: stage.apiId,
      apiName: stage.apiName,
      stage: file.api.stage ?? stage.settings.stageName,
      region: file.api.region,
      account: file.api.account,
    }),
    window: readWindow(file.window),
    stage,
    observations: observations.map((observation) => ({ observation, weight: weights.get(observation.id) ?? 1 })),
    changes: readChanges(file.changes),
    metrics: file.metrics ?? {},
    gaps: incidentGaps(file, stage, observations),
  });
};
