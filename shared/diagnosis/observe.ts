import { headerValue } from '../lib/headers.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Observation, ObservationSource, ObservedEndpoint, ObservedRequest, ObservedResponse } from '../model/observation.ts';
import type { LoggedEvent, LoggedFunctionEvent } from '../model/trace.ts';
import type { Cluster } from './join-sightings.ts';
import type { Sighting } from './sighting.ts';

type Rank = Readonly<Record<ObservationSource, number>>;

/** The client knows best what it sent and what it got. */
const CLIENT_FIRST: Rank = { exchange: 0, 'execution-log': 1, 'test-log': 1, 'access-log': 2, 'function-log': 3 };
/** The gateway knows best what it did. */
const GATEWAY_FIRST: Rank = { 'execution-log': 0, 'test-log': 0, 'access-log': 1, exchange: 2, 'function-log': 3 };

const ranked = (cluster: Cluster, rank: Rank): Cluster => cluster.toSorted((left, right) => rank[left.source] - rank[right.source]);

/** Member by member the first that is known. */
const overlay = <Value extends object>(values: readonly (Value | undefined)[]): Value | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Object.assign({}, ...known.toReversed());
};

/** What a log has cut, another source may know whole. */
const wholeOutput = (values: readonly ObservedEndpoint[]): Pick<ObservedEndpoint, 'output' | 'outputTruncated'> => {
  const seen = values.filter(({ output }) => output !== undefined);
  const best = seen.find(({ outputTruncated }) => outputTruncated !== true) ?? seen[0];
  return withoutUndefined({ output: best?.output, outputTruncated: best?.outputTruncated });
};

const mergeEndpoints = (values: readonly (ObservedEndpoint | undefined)[]): ObservedEndpoint | undefined => {
  const known = values.filter((value) => value !== undefined);
  const merged = overlay<ObservedEndpoint>(known);
  if (merged === undefined) return undefined;
  const { output: _output, outputTruncated: _truncated, headers: _headers, ...rest } = merged;
  return withoutUndefined({ ...rest, headers: overlay(known.map(({ headers }) => headers)), ...wholeOutput(known) });
};

/** A call that somebody saw outweighs a trace that shows none. */
const mergeCalls = (values: readonly Sighting['endpoint'][]): Observation['endpoint'] =>
  mergeEndpoints(values.filter((value) => value !== 'NOT_CALLED')) ?? (values.includes('NOT_CALLED') ? 'NOT_CALLED' : undefined);

const mergeRequests = (cluster: Cluster): ObservedRequest => {
  const merged = overlay(ranked(cluster, CLIENT_FIRST).map(({ request }) => request)) ?? {};
  const byGateway = overlay(ranked(cluster, GATEWAY_FIRST).map(({ request }) => request));
  return withoutUndefined({ ...merged, resource: byGateway?.resource, binaryBody: byGateway?.binaryBody });
};

/** Every answer of the gateway itself has one of these. */
const OWN_HEADERS = ['x-amzn-requestid', 'x-amz-apigw-id', 'apigw-requestid', 'x-amzn-errortype'] as const;

/** CloudFront names itself in each answer, also in its own error page. */
const isCloudFront = ({ headers }: ObservedResponse): boolean =>
  /cloudfront/i.test(['x-cache', 'via', 'server'].map((name) => headerValue(headers, name) ?? '').join(' ')) &&
  OWN_HEADERS.every((name) => headerValue(headers, name) === undefined);

/** What the client read came from a distribution in front, in the place of what the gateway says that it answered. */
const wasReplaced = (answer: ObservedResponse, cluster: Cluster): boolean =>
  isCloudFront(answer) &&
  cluster.some(({ source, response }) => source !== 'exchange' && response?.status !== undefined && response.status !== answer.status);

const mergeResponses = (cluster: Cluster): ObservedResponse | undefined => {
  const known = ranked(cluster, CLIENT_FIRST).flatMap(({ response, source }) =>
    response === undefined || (source === 'exchange' && wasReplaced(response, cluster)) ? [] : [response],
  );
  const merged = overlay(known);
  return merged && withoutUndefined({ ...merged, headers: overlay(known.map((response) => response?.headers)) });
};

/** REST access records repeat the execution log's failure; it counts once. */
const mergeEvents = (cluster: Cluster): readonly LoggedEvent[] => {
  const byDetail = ranked(cluster, GATEWAY_FIRST);
  const logged = byDetail.filter(({ source }) => source !== 'access-log').flatMap(({ events }) => events);
  const repeated = new Set(logged.map(({ event }) => event.kind));
  return [
    ...logged,
    ...byDetail
      .filter(({ source }) => source === 'access-log')
      .flatMap(({ events }) => events)
      .filter(({ event }) => !repeated.has(event.kind)),
  ];
};

/** The Lambda request ids that a cluster knows: they stand in the function's own log. */
export const lambdaRequestIds = (cluster: Cluster): readonly string[] =>
  cluster.flatMap(({ endpoint, authorizer, access }) =>
    [
      endpoint === 'NOT_CALLED' ? undefined : endpoint?.requestId,
      authorizer?.requestId,
      access?.fields['integration.requestId'],
      access?.fields.awsEndpointRequestId2,
      access?.fields['authorizer.requestId'],
    ].filter((id) => id !== undefined),
  );

const SOURCE_ORDER: readonly ObservationSource[] = ['exchange', 'execution-log', 'test-log', 'access-log', 'function-log'];

/** One request, put together from all that speaks of it. */
export const observe = (cluster: Cluster, functionLog: readonly LoggedFunctionEvent[], id: string): Observation => {
  const byGateway = ranked(cluster, GATEWAY_FIRST);
  const sources = new Set<ObservationSource>([
    ...cluster.map(({ source }) => source),
    ...(functionLog.length > 0 ? (['function-log'] as const) : []),
  ]);
  const [requestId] = byGateway.flatMap(({ ids }) => ids);
  return withoutUndefined({
    id: requestId ?? id,
    sources: SOURCE_ORDER.filter((source) => sources.has(source)),
    requestId,
    at: byGateway.find(({ at }) => at !== undefined)?.at ?? functionLog.find(({ line }) => line.at !== undefined)?.line.at,
    request: mergeRequests(cluster),
    events: mergeEvents(cluster),
    access: cluster.find(({ access }) => access !== undefined)?.access,
    authorizer: mergeEndpoints(byGateway.map(({ authorizer }) => authorizer)),
    endpoint: mergeCalls(byGateway.map(({ endpoint }) => endpoint)),
    response: mergeResponses(cluster),
    functionLog,
  });
};
