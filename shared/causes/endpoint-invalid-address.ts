import { stageVariableNames } from '../gateway/stage-variables.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { settingDecides } from './outcome.ts';
import { addressOf, isCallablePort, isPrivateHost } from './private-address.ts';
import { configured, endpointOf, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';
import { stageVariableFaults } from './stage-variable-fault.ts';

const isHttp = (scene: Scene): boolean => {
  const type = integrationOf(scene)?.type;
  return type === 'HTTP' || type === 'HTTP_PROXY';
};

/** Why the gateway can make no call of this URI; literal braces and variables have causes of their own. */
const flawOf = (scene: Scene, uri: string): string | undefined => {
  if (stageVariableNames(uri).length > 0) return undefined;
  const { scheme, host, port } = addressOf(uri);
  if (scheme !== 'http' && scheme !== 'https') return `${JSON.stringify(uri)} is no http:// or https:// URL`;
  if (host === '') return 'it names no host';
  if (!isCallablePort(port)) return `port ${port} is none that the gateway calls (80, 443, 1024 to 65535)`;
  if (integrationOf(scene)?.connectionType === 'VPC_LINK') return undefined;
  return isPrivateHost(host) ? `${host} is known inside a private network only` : undefined;
};

export default defineCause({
  id: 'endpoint-invalid-address',
  docs: new URL('https://repost.aws/knowledge-center/api-gateway-invalid-endpoint-address'),
  step: 'integration request',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['invalid-endpoint-address', 'illegal-character'],
  detect(scene) {
    const integration = integrationOf(scene);
    const uri = integration?.uri;
    const called = endpointOf(scene)?.uri ?? uri;
    const line = seen(scene, 'invalid-endpoint-address');
    const illegal = seen(scene, 'illegal-character');
    const url = illegal?.event.url ?? (illegal && called);
    const place = { ...placeOf(scene), uri: called };
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'uri');
    const setting = pointer && uri !== undefined ? [configured(scene, pointer, uri)] : [];
    if (line || illegal) {
      const variables = scene.stage.settings.variables;
      const isTest = scene.observation.sources.includes('test-log');
      const renders =
        stageVariableNames(uri ?? '').length > 0 && (isTest || variables === undefined || stageVariableFaults(scene).length > 0);
      if (line && !renders) return found('conclusive', { ...place, flaw: called && flawOf(scene, called) }, logLine(line), ...setting);
      if (line) return found('suggested', { ...place, flaw: undefined }, logLine(line), ...setting);
      if (illegal && url && !url.includes('{'))
        return found('conclusive', { ...place, flaw: `${JSON.stringify(url)} holds a character that no URL may hold` }, logLine(illegal));
      return undefined;
    }
    if (integration?.type !== undefined && !isHttp(scene))
      return excluded(`The integration is ${integration.type}: its URI names no host.`);
    if (seen(scene, 'received')) return excluded('The backend answered: its address is right.');
    if (uri === undefined || !isHttp(scene)) return undefined;
    const flaw = flawOf(scene, uri);
    const [first] = setting;
    return flaw !== undefined && first && settingDecides(scene) ? found('confirmed', { ...place, flaw }, first) : undefined;
  },
  explain: ({ path, verb, uri, flaw }) => ({
    what: `The endpoint of ${verb} ${path}${uri === undefined ? '' : ` (${uri})`} is no address that the gateway can call${flaw === undefined ? '' : `: ${flaw}`}.`,
    why: 'The gateway resolves the host from the public internet before it sends anything; a private name, a bad port or an illegal character ends the request with 500.',
    todo: 'Use a public DNS name and a legal URL, or reach a private one through a VPC link.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Resolve the host from outside your network: it must give a public address.',
      'For a private backend: a VPC link (connectionType VPC_LINK) to a load balancer in front of it.',
      'Correct the URI of the integration and redeploy.',
    ],
  }),
});
