import { callsNoHost } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, seen, statusOf } from './scene.ts';

export default defineCause({
  id: 'vpc-link-failure',
  docs: new URL('https://repost.aws/knowledge-center/api-gateway-500-error-vpc'),
  step: 'integration',
  seenAs: ['gateway-500', 'gateway-503', 'gateway-504'],
  asks: ['execution-trace', 'vpc-link'],
  leaves: ['vpc-link-error', 'internal-error', 'timeout', 'network-error'],
  detect(scene) {
    const connection = integrationOf(scene)?.connectionType;
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'connectionType');
    const setting = connection === 'VPC_LINK' && pointer ? [configured(scene, pointer, connection)] : [];
    const facts = { ...placeOf(scene), connectionId: integrationOf(scene)?.connectionId };
    const line = seen(scene, 'vpc-link-error');
    if (line) return found('conclusive', facts, logLine(line), ...setting);
    if (connection === 'INTERNET') return excluded('The integration calls over the internet: it uses no VPC link.');
    const internal = seen(scene, 'internal-error');
    if (internal) return found(connection === 'VPC_LINK' ? 'conclusive' : 'confirmed', facts, logLine(internal), ...setting);
    if (connection !== 'VPC_LINK') return excludedIf(callsNoHost(scene));
    if (seen(scene, 'received')) return excluded('The backend behind the link answered.');
    const status = statusOf(scene);
    return endpointOf(scene)?.kind === 'unreachable' && (status === 500 || status === 503)
      ? found('confirmed', facts, exchanged('endpoint.kind', 'unreachable'), ...setting)
      : undefined;
  },
  explain: ({ path, verb, connectionId }) => ({
    what: `What stands behind the VPC link${connectionId === undefined ? '' : ` ${connectionId}`} of ${verb} ${path} does not take the connection.`,
    why: 'The gateway reaches the load balancer through the link; a failed link, a listener on another port, unhealthy targets or a security group that filters this traffic give an internal error after some seconds.',
    todo: 'Look at the state of the link, at the listener and at the health of the targets.',
  }),
  repair: ({ connectionId = 'VPC_LINK_ID' }) => ({
    kind: 'advice',
    steps: [
      `Ask for the state of the link: aws apigateway get-vpc-link --vpc-link-id ${connectionId} (HTTP APIs: aws apigatewayv2 get-vpc-link)`,
      'See that the load balancer listens on the port of the URI and that its targets are healthy in every zone.',
      'Network load balancer with security groups: allow the traffic of the link, or set enforce-security-group-inbound-rules-on-private-link-traffic to off.',
    ],
  }),
});
