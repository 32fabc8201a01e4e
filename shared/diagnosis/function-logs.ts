import { readFunctionLog } from '../logs/function-log.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import type { FunctionLogEvent, LoggedFunctionEvent } from '../model/trace.ts';
import type { Cluster } from './join-sightings.ts';
import { lambdaRequestIds } from './observe.ts';

type Invocation = readonly LoggedFunctionEvent[];

interface Assigned {
  readonly byCluster: ReadonlyMap<Cluster, readonly LoggedFunctionEvent[]>;
  /** Invocations that no request claims, each by its function and request id; where requests are known, only those that tell of trouble. */
  readonly unclaimed: readonly Invocation[];
}

const readAll = (logs: NonNullable<IncidentFile['logs']>['functions']): readonly LoggedFunctionEvent[] =>
  Object.entries(logs ?? {}).flatMap(([name, events]) => readFunctionLog(events, name));

/** As long as no authorizer and no integration waits in peace. */
const LONG_MS = 10_000;

const isTrouble = (event: FunctionLogEvent): boolean => {
  if (event.kind === 'report') return event.status !== undefined || event.errorType !== undefined || event.durationMs >= LONG_MS;
  return event.kind !== 'start' && event.kind !== 'end' && event.kind !== 'other';
};

const tellsOfTrouble = (invocation: Invocation): boolean => invocation.some(({ event }) => isTrouble(event));

const statusOf = (cluster: Cluster): number => Math.max(...cluster.map(({ response }) => response?.status ?? 0));

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Clocks differ a little, and an access record is written after the answer. */
const LEEWAY_MS = 1_000;

/** When a request was under way: between the lines of its trace, or the latency that its access record holds. */
const spanOf = (cluster: Cluster): Span | undefined => {
  const times = cluster.flatMap(({ events, source }) =>
    source === 'execution-log' ? events.flatMap(({ line }) => (line.at ? [line.at.getTime()] : [])) : [],
  );
  const [from, to] = [Math.min(...times), Math.max(...times)];
  if (to > from) return { from, to };
  const record = cluster.find(({ access }) => access !== undefined);
  const latency = Number(record?.access?.fields.responseLatency ?? Number.NaN);
  const at = record?.at?.getTime();
  return at === undefined || Number.isNaN(latency) ? undefined : { from: at - latency - LEEWAY_MS, to: at + latency + LEEWAY_MS };
};

/** Comparing each with each grows with the product of both sides; beyond this only ids join. */
const COMPARISONS_AT_MOST = 1_000_000;

const only = <Value>(values: readonly Value[]): Value | undefined => (values.length === 1 ? values[0] : undefined);

/** The only request that was under way when the function was started. */
const byTime = (clusters: readonly Cluster[], invocations: readonly Invocation[]): ReadonlyMap<Invocation, Cluster> => {
  if (clusters.length * invocations.length > COMPARISONS_AT_MOST) return new Map();
  const spans = clusters.flatMap((cluster) => {
    const span = spanOf(cluster);
    return span ? [{ cluster, span }] : [];
  });
  return new Map(
    invocations.flatMap((invocation) => {
      const at = invocation[0]?.line.at?.getTime();
      const under = at === undefined ? [] : spans.filter(({ span }) => span.from <= at && at <= span.to);
      const found = only(under);
      return found ? [[invocation, found.cluster] as const] : [];
    }),
  );
};

/** A stack trace names no invocation: it stands among the lines of its own. Keyed by function and invocation. */
const withNeighboursId = (lines: readonly LoggedFunctionEvent[]): readonly (readonly [key: string, line: LoggedFunctionEvent])[] => {
  const last = new Map<string | undefined, string>();
  return lines.map((line) => {
    const {
      functionName,
      line: { requestId },
    } = line;
    if (requestId !== undefined) last.set(functionName, requestId);
    return [`${functionName} ${requestId ?? last.get(functionName) ?? ''}`, line] as const;
  });
};

/** The one failure among the requests is that of the one invocation that tells of trouble. */
const byFailure = (clusters: readonly Cluster[], invocations: readonly Invocation[]): ReadonlyMap<Invocation, Cluster> => {
  const [broken, refused] = [500, 400].map((least) => clusters.filter((cluster) => statusOf(cluster) >= least));
  const failed = only(broken?.length === 0 ? (refused ?? []) : (broken ?? []));
  const troubled = only(invocations.filter(tellsOfTrouble));
  return new Map(failed && troubled ? [[troubled, failed] as const] : []);
};

/**
 * Gives each line to the request whose Lambda request id it carries. Where there is a single request, it takes all lines unless it names
 * its invocations and the line belongs to another. What is left is joined by time, or failure by failure, where only one request fits
 * (inferred).
 */
export const assignFunctionLogs = (clusters: readonly Cluster[], logs: NonNullable<IncidentFile['logs']>['functions']): Assigned => {
  const lines = readAll(logs);
  const owners = new Map(clusters.flatMap((cluster) => lambdaRequestIds(cluster).map((id) => [id, cluster] as const)));
  const single = only(clusters);
  const claimed = new Set(lines.map(({ line }) => line.requestId).filter((id) => id !== undefined && owners.has(id)));
  const ownerOf = ({ line: { requestId } }: LoggedFunctionEvent): Cluster | undefined =>
    (requestId === undefined ? undefined : owners.get(requestId)) ?? (requestId === undefined || claimed.size === 0 ? single : undefined);
  const byOwner = Map.groupBy(lines, ownerOf);
  const loose = [...Map.groupBy(withNeighboursId(byOwner.get(undefined) ?? []), ([key]) => key).values()].map((group) =>
    group.map(([, line]) => line),
  );
  const timed = byTime(clusters, loose);
  const taken = new Set(timed.values());
  const paired = byFailure(
    clusters.filter((cluster) => !taken.has(cluster) && !byOwner.has(cluster)),
    loose.filter((invocation) => !timed.has(invocation)),
  );
  const guessed = Map.groupBy(loose, (invocation) => timed.get(invocation) ?? paired.get(invocation));
  const left = guessed.get(undefined) ?? [];
  return {
    byCluster: new Map(clusters.map((cluster) => [cluster, [...(byOwner.get(cluster) ?? []), ...(guessed.get(cluster) ?? []).flat()]])),
    unclaimed: clusters.length === 0 ? left : left.filter(tellsOfTrouble),
  };
};
