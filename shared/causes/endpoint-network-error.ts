import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { silent504 } from './gateway-words.ts';
import { isUnseen } from './outcome.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen, statusOf } from './scene.ts';

/** AWS's own hosts that listen for TLS only. */
const TLS_ONLY =
  /^http:\/\/[^/]*(?:\.lambda-url\.[^/]*\.on\.aws|\.execute-api\.[^/]*\.amazonaws\.com(?:\.cn)?|\.appsync-api\.[^/]*\.amazonaws\.com)(?:[:/?]|$)/i;
const CLIENT_TEXT = /Network error communicating with endpoint/;

const told = (scene: Scene): Evidence | undefined => {
  const body = scene.observation.response?.body;
  return body !== undefined && CLIENT_TEXT.test(body) ? exchanged('response.body', body) : undefined;
};

const unreachable = (scene: Scene): Evidence | undefined =>
  endpointOf(scene)?.kind === 'unreachable' && statusOf(scene) === 504 ? exchanged('endpoint.kind', 'unreachable') : undefined;

export default defineCause({
  id: 'endpoint-network-error',
  docs: new URL('https://repost.aws/knowledge-center/api-gateway-network-endpoint-error'),
  step: 'integration',
  seenAs: ['gateway-504'],
  asks: ['execution-trace'],
  leaves: ['network-error'],
  detect(scene) {
    const uri = integrationOf(scene)?.uri ?? endpointOf(scene)?.uri;
    const line = seen(scene, 'network-error');
    const facts = {
      ...placeOf(scene),
      uri,
      plain: uri !== undefined && TLS_ONLY.test(uri),
      link: integrationOf(scene)?.connectionType === 'VPC_LINK',
      detail: line?.event.detail,
    };
    const body = told(scene);
    if (line) return found('conclusive', facts, logLine(line), ...(body ? [body] : []));
    if (body) return found('conclusive', facts, body);
    if (seen(scene, 'timeout') || /timed out/.test(scene.observation.response?.body ?? ''))
      return excluded('The connection stood: the endpoint did not answer in time.');
    if (seen(scene, 'received')) return excluded('The endpoint answered.');
    const silent = silent504(scene);
    if (silent?.said === 'network-error') return found('confirmed', facts, silent.evidence);
    const broken = unreachable(scene);
    if (broken) return found('confirmed', facts, broken);
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'uri');
    const isCause = facts.plain && pointer && integrationOf(scene)?.uri === uri && (statusOf(scene) === 504 || isUnseen(scene));
    return isCause ? found('confirmed', facts, configured(scene, pointer, uri)) : undefined;
  },
  explain: ({ path, verb, uri, plain, link, detail }) => ({
    what: `The gateway could not talk to the endpoint of ${verb} ${path}${uri === undefined ? '' : ` (${uri})`}${detail ? `: ${detail}` : ''}.`,
    why: plain
      ? 'The URI says http://, and this host listens for TLS only.'
      : `The connection was refused, reset or never made: nothing listens there, a firewall drops it, or the backend closes connections that the gateway still uses${link ? '; behind the VPC link, a target or its zone does not take it' : ''}.`,
    todo: plain
      ? 'Write https:// in the URI of the integration and redeploy.'
      : 'Make the endpoint reachable on this host and port, and see whether it was restarting.',
  }),
  repair: ({ plain, link }) => ({
    kind: 'advice',
    steps: [
      plain
        ? 'Change http:// to https:// in the URI of the integration, and redeploy.'
        : 'Call the endpoint from outside your network on the same host, port and scheme.',
      link
        ? 'Look at the health of the targets in every zone of the load balancer, and turn cross-zone balancing on.'
        : 'Open the security group or firewall for the addresses of API Gateway, or use a VPC link.',
      'Where it comes and goes: let the idle timeout of the backend be longer than that of what stands before it, and let clients retry.',
    ],
  }),
});
