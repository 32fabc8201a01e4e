import type { LoggingLevel, MethodSettings, StageSettings } from '../model/api.ts';

/** Patch operations write the path's slashes as `~1`; GetStage answers them plain. */
const plain = (key: string): string =>
  key
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
    .replace(/^\/+(?=.)/, '');

const keyOf = (path: string, verb: string): string => plain(`${path.replace(/^\/+/, '')}/${verb}`);

/**
 * What the stage sets for one method: its own entry over that of every method. `undefined`: the settings were not supplied.
 * Overrides are keyed by path without its leading slash and verb (recorded); the root's is `/VERB`, of which the slash is dropped here.
 */
export const effectiveSettings = (
  { methodSettings }: Pick<StageSettings, 'methodSettings'>,
  method?: { readonly path: string; readonly verb: string; readonly routeKey?: string },
): MethodSettings | undefined => {
  if (methodSettings === undefined) return undefined;
  const wanted = method && new Set([keyOf(method.path, method.verb), method.routeKey ?? keyOf(method.path, method.verb)]);
  const own = Object.entries(methodSettings).find(([key]) => wanted?.has(key) || wanted?.has(plain(key)));
  return { ...methodSettings['*/*'], ...own?.[1] };
};

/** `undefined`: not known. An absent level in AWS's own answer means OFF, which `stage-settings.ts` has written out. */
export const loggingLevel = (
  settings: Pick<StageSettings, 'methodSettings'>,
  method?: { readonly path: string; readonly verb: string; readonly routeKey?: string },
): LoggingLevel | undefined => effectiveSettings(settings, method)?.loggingLevel;
