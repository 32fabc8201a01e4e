import type { Evidence } from '../model/evidence.ts';
import { endpointOf, exchanged, logLine, type Scene, seen } from './scene.ts';

const SHOWN = 200;
const LINES = ['sending', 'endpoint-uri', 'endpoint-request-headers', 'response-headers', 'endpoint-response-body'] as const;

/** A mapping expression; its own text is nothing that a client sends. */
const EXPRESSION =
  /(?:method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)|integration\.response\.header)\.[\w-]+/;

interface Place {
  readonly part: string;
  readonly text: string;
}

/** Everything that shows what went to the backend, and what came of it. */
const placesOf = (scene: Scene): readonly Place[] => {
  const { response } = scene.observation;
  const { uri, input, output } = endpointOf(scene) ?? {};
  return [
    { part: 'endpoint.uri', text: uri },
    { part: 'endpoint.input.headers', text: input?.headers && JSON.stringify(input.headers) },
    { part: 'endpoint.input.body', text: input?.body },
    { part: 'endpoint.output', text: output },
    { part: 'response.headers', text: response?.headers && JSON.stringify(response.headers) },
    { part: 'response.body', text: response?.body },
  ].flatMap(({ part, text }) => (text === undefined ? [] : [{ part, text }]));
};

const around = (text: string, wanted: string): string => text.slice(Math.max(0, text.indexOf(wanted) - SHOWN / 2)).slice(0, SHOWN);

/** Where this very text was sent or came back; PM-1: what stands in quotes is sent as it stands (recorded). */
export const sentLiterally = (scene: Scene, wanted: string): Evidence | undefined => {
  const line = LINES.map((kind) => seen(scene, kind)).find((one) => one?.line.text.includes(wanted));
  if (line) return logLine(line);
  const logged = scene.observation.functionLog.find(({ line: { text } }) => text.includes(wanted));
  if (logged) return logLine(logged);
  const place = placesOf(scene).find(({ text }) => text.includes(wanted));
  return place && exchanged(place.part, around(place.text, wanted));
};

/** An expression that the gateway's own log shows on its way to the backend, or to the client. */
export const expressionSent = (scene: Scene): { readonly text: string; readonly evidence: Evidence } | undefined => {
  for (const kind of ['sending', 'endpoint-uri', 'endpoint-request-headers', 'response-headers'] as const) {
    const line = seen(scene, kind);
    const text = EXPRESSION.exec(line?.line.text ?? '')?.[0];
    if (line && text !== undefined) return { text, evidence: logLine(line) };
  }
  return undefined;
};
