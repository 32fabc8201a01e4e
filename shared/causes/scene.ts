import type { ApiSnapshot, Integration, Method, StageSnapshot } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import type { Observation, ObservedEndpoint } from '../model/observation.ts';
import type { EventOf, LogLine, TraceEvent } from '../model/trace.ts';

/** Everything a cause may look at to judge one request. */
export interface Scene {
  readonly observation: Observation;
  /** The method that served the request, as the stage runs it (the working copy where the deployed one is unknown). */
  readonly method?: Method;
  readonly api?: ApiSnapshot;
  readonly apiIs: 'deployed' | 'working-copy';
  readonly stage: StageSnapshot;
  /** The other requests of the same incident. */
  readonly siblings: readonly Observation[];
  /** What was deployed, or given and taken away, around that time. */
  readonly changes: Incident['changes'];
  readonly metrics: Incident['metrics'];
}

export interface Seen<Kind extends TraceEvent['kind']> {
  readonly event: EventOf<Kind>;
  readonly line: LogLine;
  readonly truncated: boolean;
}

/** The first line of one kind, with its meaning. */
export const seen = <const Kind extends TraceEvent['kind']>({ observation }: Scene, kind: Kind): Seen<Kind> | undefined =>
  observation.events.find((logged): logged is Seen<Kind> => logged.event.kind === kind);

export const statusOf = ({ observation }: Scene): number | undefined => observation.response?.status;

/** The scene's own method as another version of the API has it. */
export const methodIn = ({ methods }: Pick<ApiSnapshot, 'methods'>, { method }: Scene): Method | undefined =>
  methods.find(({ path, verb }) => path === method?.path && verb === method.verb);

export const integrationOf = ({ method }: Scene): Integration | undefined =>
  method?.integration === 'NONE' ? undefined : method?.integration;

/** What the backend answered, where anybody saw it. */
export const endpointOf = ({ observation }: Scene): ObservedEndpoint | undefined =>
  observation.endpoint === 'NOT_CALLED' ? undefined : observation.endpoint;

export const logLine = ({ line }: { readonly line: LogLine }): Evidence => ({ kind: 'log-line', line });

/** `/methods/~1pets~1{petId}/GET/integration/contentHandling` */
export const methodPointer = ({ path, verb }: Method, ...rest: readonly string[]): string =>
  ['', 'methods', path, verb, ...rest].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

export const configured = (scene: Scene, pointer: string, value: unknown): Evidence => ({
  kind: 'config',
  pointer,
  value,
  of: scene.apiIs,
});

export const absent = (scene: Scene, pointer: string): Evidence => ({ kind: 'absent', pointer, of: scene.apiIs });

/** What an integration or integration response says of its body: a value, or that it says nothing. */
export const contentHandlingEvidence = (scene: Scene, pointer: string, contentHandling: string | undefined): Evidence =>
  contentHandling === undefined || contentHandling === 'NONE' ? absent(scene, pointer) : configured(scene, pointer, contentHandling);

export const exchanged = (part: string, value: string): Evidence => ({ kind: 'exchange', part, value });

/** The method that a repair has to name, or the request as far as it is known. */
export const placeOf = ({ method, observation: { request } }: Scene): { readonly path: string; readonly verb: string } => ({
  path: method?.path ?? request.resource ?? request.path ?? '/',
  verb: method?.verb ?? request.method ?? 'ANY',
});

/** `GET /pets/{petId}`, or as much of it as is known. */
export const whereOf = ({ method, observation: { request } }: Scene): string | undefined => {
  const verb = request.method ?? method?.verb;
  const path = method?.path ?? request.resource ?? request.path;
  return path === undefined ? undefined : [verb, path].filter((part) => part !== undefined).join(' ');
};
