import { headerValue } from '../lib/headers.ts';
import type { IntegrationResponse, Method } from '../model/api.ts';
import type { Change } from '../model/repair.ts';
import { integrationOf, type Scene } from './scene.ts';

const ALL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const TOKEN = /^[\w!#$%&*+.^`|~-]+$/;

const verbsOf = ({ api }: Scene, { path }: Method): readonly string[] => {
  const verbs = (api?.methods ?? []).filter((method) => method.path === path).map(({ verb }) => verb);
  return verbs.includes('ANY') ? ALL : [...new Set([...verbs, 'OPTIONS'])].sort();
};

/** Header names of a stranger: only what is a name, so that none can end the quotes of the mapping. */
const askedFor = ({ observation: { request } }: Scene): readonly string[] =>
  (headerValue(request.headers, 'access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => TOKEN.test(name));

const NAME = 'Access-Control-Allow-';

/** What an entry allows already, word by word; `undefined`: it does not speak of it, or not in a fixed text. */
const allowed = ({ responseParameters = {} }: IntegrationResponse, about: string): readonly string[] | undefined => {
  const wanted = `method.response.header.${NAME}${about}`.toLowerCase();
  const [, value] = Object.entries(responseParameters).find(([target]) => target.toLowerCase() === wanted) ?? [];
  const text = value === undefined ? undefined : /^'(.*)'$/s.exec(value)?.[1];
  return text?.split(',').map((word) => word.trim());
};

const withAll = (before: readonly string[], wanted: readonly string[]): readonly string[] => {
  const known = new Set(before.map((word) => word.toLowerCase()));
  return known.has('*') ? before : [...before, ...wanted.filter((word) => !known.has(word.toLowerCase()))];
};

/** Only what is missing: an origin that somebody chose stays, and lists grow. */
const missingIn = (
  entry: IntegrationResponse,
  verbs: readonly string[],
  asked: readonly string[],
): readonly (readonly [string, string])[] => {
  const [methods = [], headers = []] = [allowed(entry, 'Methods'), allowed(entry, 'Headers')];
  const allVerbs = withAll(methods, verbs);
  const allHeaders = withAll(headers, asked);
  return [
    ...(allowed(entry, 'Origin') === undefined ? [['Origin', '*'] as const] : []),
    ...(allVerbs.length > methods.length ? [['Methods', allVerbs.join(',')] as const] : []),
    ...(allHeaders.length > headers.length ? [['Headers', allHeaders.join(',')] as const] : []),
  ];
};

/** What the answers of a MOCK lack: an origin, the verbs of the path, the headers that this page asked for. A backend answers for itself. */
export const preflightHeaders = (scene: Scene, method: Method): { readonly changes?: readonly [Change, ...Change[]] } => {
  const { type, responses = [] } = integrationOf(scene) ?? {};
  if (type !== 'MOCK') return {};
  const [verbs, asked] = [verbsOf(scene, method), askedFor(scene)];
  const [first, ...others] = responses.flatMap((entry) =>
    missingIn(entry, verbs, asked).map(
      ([about, value]): Change => ({
        kind: 'set-response-header',
        path: method.path,
        verb: method.verb,
        statusCode: entry.statusCode,
        header: `${NAME}${about}`,
        value: `'${value}'`,
      }),
    ),
  );
  return first ? { changes: [first, ...others] } : {};
};
