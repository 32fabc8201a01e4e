import { matchesWildcard } from './iam-text.ts';

/** The call that a policy is held against; what is not known is left out. */
export interface InvokeTarget {
  readonly apiId?: string;
  readonly stage?: string;
  readonly verb?: string;
  /** The concrete path. */
  readonly path?: string;
}

const partsOf = (resource: string): readonly string[] => {
  if (resource === '*') return ['*'];
  const rest = resource.startsWith('arn:') ? resource.split(':').slice(5).join(':') : resource.replace(/^execute-api:/, '');
  return rest.split('/');
};

/**
 * Whether a policy's Resource covers a call. `{api}/{stage}/{VERB}/{path}`, a star across slashes, `execute-api:/…` for the API itself.
 * An unknown API or stage counts as the one that is named; `undefined`: verb or path are not known, and they decide.
 */
export const coversInvoke = (resource: string, { apiId, stage, verb, path }: InvokeTarget): boolean | undefined => {
  const [api = '', ...rest] = partsOf(resource);
  if (rest.length === 0) return api.endsWith('*') ? true : undefined;
  if (api !== '' && apiId !== undefined && !matchesWildcard(api, apiId)) return false;
  const pattern = rest.join('/');
  if (/^\*+(?:\/\*+)*$/.test(pattern)) return true;
  const [ownStage = '', ownVerb = '*'] = rest;
  const call = `${stage ?? ownStage}/${verb ?? ownVerb}/${(path ?? '').replace(/^\//, '').replace(/\?.*$/, '')}`;
  if (matchesWildcard(pattern, call)) return path === undefined || verb === undefined ? undefined : true;
  return path === undefined ? undefined : false;
};
