import type { IntegrationType } from '../model/api.ts';
import { backendReached } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { settingDecides } from './outcome.ts';
import { configured, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

const ALWAYS = ['content-length', 'transfer-encoding'];
const OF_SERVICES = [...ALWAYS, 'authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

/** HD-3 (recorded): header names that a mapping may not write, by type; they are checked on proxies as well, where mappings do nothing. */
const ILLEGAL: Readonly<Record<IntegrationType, readonly string[]>> = {
  HTTP: ALWAYS,
  HTTP_PROXY: ALWAYS,
  AWS: OF_SERVICES,
  AWS_PROXY: OF_SERVICES,
  MOCK: [],
};

const TARGET = 'integration.request.header.';

const illegalTarget = (scene: Scene): string | undefined => {
  const integration = integrationOf(scene);
  if (scene.stage.kind !== 'REST') return undefined;
  const illegal = integration?.type === undefined ? ALWAYS : ILLEGAL[integration.type];
  return Object.keys(integration?.requestParameters ?? {}).find(
    (target) => target.startsWith(TARGET) && illegal.includes(target.slice(TARGET.length).toLowerCase()),
  );
};

export default defineCause({
  id: 'illegal-header-mapping',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html'),
  step: 'integration request',
  seenAs: ['gateway-500'],
  asks: ['deployed-export'],
  leaves: ['header-already-present', 'configuration-error'],
  detect(scene) {
    const line = seen(scene, 'header-already-present');
    const target = illegalTarget(scene);
    const parameters = integrationOf(scene)?.requestParameters;
    const facts = { ...placeOf(scene), target: target ?? (line && `${TARGET}${line.event.header}`) };
    const pointer =
      target === undefined || !scene.method ? undefined : methodPointer(scene.method, 'integration', 'requestParameters', target);
    const setting = pointer && target !== undefined ? [configured(scene, pointer, parameters?.[target])] : [];
    if (line) return found('conclusive', facts, logLine(line), ...setting);
    if (parameters !== undefined && target === undefined) return excluded('No mapping of the integration writes a header of the gateway.');
    const [first] = setting;
    if (first && settingDecides(scene)) return found('confirmed', facts, first);
    return excludedIf(backendReached(scene));
  },
  explain: ({ path, verb, target = `${TARGET}…` }) => ({
    what: `A mapping of ${verb} ${path} writes ${target}, which the gateway writes itself.`,
    why: 'The configuration is accepted, and then every call of the method ends with 500, also on a Lambda proxy, where mappings do nothing else.',
    todo: 'Remove the mapping, or send the value under another name.',
  }),
  repair: ({ path, verb, target }) =>
    target === undefined
      ? { kind: 'advice', steps: ['Remove the mapping of the header that the log names from the integration, and redeploy.'] }
      : {
          kind: 'config',
          changes: [{ kind: 'remove-request-mapping', path, verb, parameter: target }, { kind: 'redeploy-stage' }],
          sideEffects: 'None: no call of this method can have succeeded. A cache key that uses the header stays: it needs no mapping.',
        },
});
