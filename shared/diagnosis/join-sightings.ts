import { parseJson } from '../lib/json.ts';
import { FAILURE_LINES } from '../logs/failure-lines.ts';
import type { Sighting } from './sighting.ts';

/** Sightings of one and the same request, at most one of each kind of source. */
export type Cluster = readonly Sighting[];

const shareId = (left: Sighting, right: Sighting): boolean => left.ids.some((id) => right.ids.includes(id));

/** Both name their request, each another: they are two. */
const areApart = (left: Sighting, right: Sighting): boolean => left.ids.length > 0 && right.ids.length > 0 && !shareId(left, right);

const barePath = (path: string): string => path.replace(/\/+$/, '');

/** One may have the stage or a base path in front; a template in place of the path (console Test) contradicts nothing. */
const pathsAgree = (left: string | undefined, right: string | undefined): boolean => {
  if (left === undefined || right === undefined || left.includes('{') || right.includes('{')) return true;
  const [a, b] = [barePath(left), barePath(right)];
  return a.endsWith(b) || b.endsWith(a);
};

const equalIfKnown = <Value>(left: Value | undefined, right: Value | undefined): boolean =>
  left === undefined || right === undefined || left === right;

/** A failure line without its completion tells at least that the client saw an error. */
const failed = ({ response, events }: Sighting): boolean | undefined => {
  if (response?.status !== undefined) return response.status >= 400;
  return events.some(({ event }) => event.kind in FAILURE_LINES) ? true : undefined;
};

const sameRequest = (left: Sighting, right: Sighting): boolean =>
  equalIfKnown(left.request.method, right.request.method) && pathsAgree(left.request.path, right.request.path);

/** Nothing that both know speaks against it. */
const agree = (left: Sighting, right: Sighting): boolean =>
  !areApart(left, right) &&
  sameRequest(left, right) &&
  equalIfKnown(left.response?.status, right.response?.status) &&
  equalIfKnown(failed(left), failed(right));

/** Two documents that say different things; what is no JSON may have been cut, or noted in other words. */
const answerDiffers = (left: Sighting, right: Sighting): boolean => {
  const [a, b] = [parseJson(left.response?.body ?? ''), parseJson(right.response?.body ?? '')];
  return a !== undefined && b !== undefined && JSON.stringify(a) !== JSON.stringify(b);
};

/** The gateway's own account of a success, and a client that met an error: a gateway response changes errors only. */
const isSuccessOf = (trace: Sighting, exchange: Sighting): boolean =>
  trace.source === 'execution-log' && exchange.source === 'exchange' && failed(trace) === false && failed(exchange) === true;

/**
 * The only two of their kinds are the same request although the statuses differ: a gateway response may have changed what the client saw.
 * A console Test is a request of its own when its status or its answer is another.
 */
const agreeAlone = (left: Sighting, right: Sighting): boolean => {
  const isTest = left.source === 'test-log' || right.source === 'test-log';
  if (isTest) return agree(left, right) && !answerDiffers(left, right);
  return !areApart(left, right) && sameRequest(left, right) && !isSuccessOf(left, right) && !isSuccessOf(right, left);
};

const speaksFor = (cluster: Cluster, candidate: Sighting, rule: (left: Sighting, right: Sighting) => boolean): boolean =>
  cluster.every((member) => rule(member, candidate));

/** The cluster that a sighting without a common id belongs to: the only one on either side, else the only one that agrees. */
const findByContent = (clusters: readonly Cluster[], candidate: Sighting, isOnly: boolean): Cluster | undefined => {
  const [first] = clusters;
  if (isOnly && clusters.length === 1 && first !== undefined) return speaksFor(first, candidate, agreeAlone) ? first : undefined;
  const agreeing = clusters.filter((cluster) => speaksFor(cluster, candidate, agree));
  return agreeing.length === 1 ? agreeing[0] : undefined;
};

/** Comparing by content grows with the product of both sides; beyond this only ids join. What AWS returns always has ids. */
const COMPARISONS_AT_MOST = 1_000_000;

/** Adds one source's sightings; each cluster takes one of them, what fits nowhere stands for itself. */
const addSource = (clusters: readonly Cluster[], sightings: readonly Sighting[]): readonly Cluster[] => {
  const byId = new Map(clusters.flatMap((cluster) => cluster.flatMap(({ ids }) => ids.map((id) => [id, cluster] as const))));
  const free = new Set(clusters);
  const joined = new Map<Cluster, Sighting>();
  const take = (cluster: Cluster | undefined, sighting: Sighting): boolean => {
    if (cluster === undefined || !free.delete(cluster)) return false;
    joined.set(cluster, sighting);
    return true;
  };
  const unnamed = sightings.filter((sighting) => !sighting.ids.some((id) => take(byId.get(id), sighting)));
  const nameless = [...free].filter((cluster) => cluster.every(({ ids }) => ids.length === 0));
  const isTooMany = unnamed.length * free.size > COMPARISONS_AT_MOST;
  const alone = unnamed.filter((sighting) => {
    if (isTooMany) return true;
    const candidates = (sighting.ids.length > 0 ? nameless : [...free]).filter((cluster) => free.has(cluster));
    return !take(findByContent(candidates, sighting, sightings.length === 1), sighting);
  });
  return [
    ...clusters.map((cluster) => {
      const sighting = joined.get(cluster);
      return sighting === undefined ? cluster : [...cluster, sighting];
    }),
    ...alone.map((sighting) => [sighting]),
  ];
};

/** Brings together what traces, access records and exchanges say of the same requests. The order of the sources is that of their detail. */
export const joinSightings = (sources: readonly (readonly Sighting[])[]): readonly Cluster[] =>
  sources.reduce<readonly Cluster[]>(addSource, []);
