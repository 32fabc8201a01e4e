import { headerValue } from '../lib/headers.ts';
import type { Method } from '../model/api.ts';
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

/** What the answers of a MOCK have to carry: any origin, the verbs of the path, the headers that this page asked for. */
export const preflightHeaders = (scene: Scene, method: Method): { readonly changes?: readonly [Change, ...Change[]] } => {
  const asked = askedFor(scene);
  const values = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', verbsOf(scene, method).join(',')],
    ...(asked.length > 0 ? [['Access-Control-Allow-Headers', asked.join(',')] as const] : []),
  ] as const;
  const [first, ...others] = (integrationOf(scene)?.responses ?? []).flatMap(({ statusCode }) =>
    values.map(
      ([header, value]): Change => ({
        kind: 'set-response-header',
        path: method.path,
        verb: method.verb,
        statusCode,
        header,
        value: `'${value}'`,
      }),
    ),
  );
  return first ? { changes: [first, ...others] } : {};
};
