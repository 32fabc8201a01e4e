import { readFunctionLog } from '../logs/function-log.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import type { LoggedFunctionEvent } from '../model/trace.ts';
import type { Cluster } from './join-sightings.ts';
import { lambdaRequestIds } from './observe.ts';

interface Assigned {
  readonly byCluster: ReadonlyMap<Cluster, readonly LoggedFunctionEvent[]>;
  /** Invocations that no request claims, each by its function and request id. */
  readonly unclaimed: readonly (readonly LoggedFunctionEvent[])[];
}

const readAll = (logs: NonNullable<IncidentFile['logs']>['functions']): readonly LoggedFunctionEvent[] =>
  Object.entries(logs ?? {}).flatMap(([name, events]) => readFunctionLog(events, name));

/**
 * Gives each line to the request whose Lambda request id it carries. Where there is a single request, it takes all lines unless it names
 * its invocations and the line belongs to another.
 */
export const assignFunctionLogs = (clusters: readonly Cluster[], logs: NonNullable<IncidentFile['logs']>['functions']): Assigned => {
  const lines = readAll(logs);
  const owners = new Map(clusters.flatMap((cluster) => lambdaRequestIds(cluster).map((id) => [id, cluster] as const)));
  const [only, ...others] = clusters;
  const single = others.length === 0 ? only : undefined;
  const claimed = new Set(lines.map(({ line }) => line.requestId).filter((id) => id !== undefined && owners.has(id)));
  const ownerOf = ({ line: { requestId } }: LoggedFunctionEvent): Cluster | undefined =>
    (requestId === undefined ? undefined : owners.get(requestId)) ?? (requestId === undefined || claimed.size === 0 ? single : undefined);
  const byOwner = Map.groupBy(lines, ownerOf);
  const unclaimed = Map.groupBy(byOwner.get(undefined) ?? [], ({ functionName, line }) => `${functionName} ${line.requestId ?? ''}`);
  return { byCluster: new Map(clusters.map((cluster) => [cluster, byOwner.get(cluster) ?? []])), unclaimed: [...unclaimed.values()] };
};
