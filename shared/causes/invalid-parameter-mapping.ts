import type { Evidence } from '../model/evidence.ts';
import { backendReached } from './cannot-be.ts';
import { type Detection, defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { isUnseen } from './outcome.ts';
import { gatewayResponseFaults, type MappingFault, methodMappingFaults } from './parameter-mapping-fault.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { expressionSent } from './sent-literally.ts';
import { shownBy } from './shown-mapping-fault.ts';

/** PutIntegration's and CreateDeployment's refusal. */
const REFUSED = /Invalid mapping expression/;
interface Facts {
  readonly path: string;
  readonly verb: string;
  readonly fault?: MappingFault | undefined;
  readonly url?: string | undefined;
  /** An expression that was sent as it stands. */
  readonly sent?: string;
}

const faultsOf = (scene: Scene): readonly MappingFault[] => {
  const integration = integrationOf(scene);
  if (scene.stage.kind !== 'REST') return [];
  const own = scene.method && integration ? methodMappingFaults(scene.method, integration) : [];
  return scene.method && !isUnseen(scene) ? own : [...own, ...gatewayResponseFaults(scene.api ?? {})];
};

const settingOf = (scene: Scene, { at, value }: MappingFault): Evidence =>
  configured(scene, at[0] === 'gatewayResponses' || !scene.method ? `/${at.join('/')}` : methodPointer(scene.method, ...at), value);

const detectIllegalCharacter = (scene: Scene, fault: MappingFault | undefined): Detection<Facts> => {
  const line = seen(scene, 'illegal-character');
  if (!line) return undefined;
  const type = integrationOf(scene)?.type;
  const url = line.event.url ?? endpointOf(scene)?.uri ?? integrationOf(scene)?.uri;
  const facts = { ...placeOf(scene), fault, url };
  if (fault) return found('conclusive', facts, logLine(line), settingOf(scene, fault));
  if (url) return url.includes('{') ? found('conclusive', facts, logLine(line)) : undefined;
  const templated = scene.method?.path.includes('{') === true && (type === undefined || type === 'HTTP' || type === 'HTTP_PROXY');
  return found(templated ? 'confirmed' : 'suggested', facts, logLine(line));
};

export default defineCause({
  id: 'invalid-parameter-mapping',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html'),
  step: 'integration request',
  seenAs: ['gateway-500', 'not-found-404', 'client-error', 'success'],
  asks: ['deployed-export'],
  leaves: ['illegal-character', 'invalid-endpoint-address', 'no-output-mapping', 'invalid-method-response'],
  detect(scene): Detection<Facts> {
    const faults = faultsOf(scene);
    const illegal = detectIllegalCharacter(
      scene,
      faults.find(({ effect }) => effect === 'runs'),
    );
    if (illegal) return illegal;
    const body = scene.observation.response?.body ?? '';
    const [named] = faults;
    if (REFUSED.test(body))
      return found(
        'conclusive',
        { ...placeOf(scene), fault: named },
        exchanged('response.body', body),
        ...(named ? [settingOf(scene, named)] : []),
      );
    for (const fault of faults) {
      const shown = shownBy(scene, fault);
      if (shown) return found('confirmed', { ...placeOf(scene), fault }, settingOf(scene, fault), ...shown);
    }
    const sent = integrationOf(scene)?.requestParameters ? undefined : expressionSent(scene);
    if (sent) return found('confirmed', { ...placeOf(scene), sent: sent.text }, sent.evidence);
    return faults.length === 0 && integrationOf(scene)?.requestParameters !== undefined
      ? excluded('Every mapping of the integration has a source, and every placeholder of its URI a mapping.')
      : excludedIf((statusOf(scene) ?? 0) >= 500 ? backendReached(scene) : undefined);
  },
  explain: ({ path, verb, fault, url, sent }) => ({
    what:
      fault?.at[0] === 'gatewayResponses'
        ? `In the gateway response ${fault.at[1]}, ${fault.problem}.`
        : `${verb} ${path}: ${fault?.problem ?? (sent === undefined ? `a placeholder reached the URL unmapped${url ? ` (${url})` : ''}` : `${sent} was sent as it stands, so it is quoted in a mapping`)}.`,
    why:
      fault?.effect === 'refused'
        ? 'AWS refuses such a mapping when the API is configured or deployed, and the change does not come about.'
        : 'A mapping needs a declared source on the method and an expression without quotes; a placeholder that nothing fills stays in the URL, where its braces are illegal.',
    todo: fault?.better ?? 'Declare the path parameter on the method, map it on the integration, and redeploy.',
  }),
  repair: ({ fault }) =>
    fault?.changes
      ? {
          kind: 'config',
          changes: [...fault.changes, { kind: 'redeploy-stage' }],
          sideEffects:
            fault.at[0] === 'gatewayResponses'
              ? 'Every error that falls to this type carries the value, on every method.'
              : 'None for other methods; what this one sends and answers is what its mappings say, for every caller.',
        }
      : {
          kind: 'advice',
          steps: [
            fault?.better ?? 'Declare method.request.path.NAME: true on the method and map integration.request.path.NAME to it.',
            'In the URI write {NAME}, without a plus also for a greedy parameter. Redeploy the stage.',
          ],
        },
});
