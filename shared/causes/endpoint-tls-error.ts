import type { Evidence } from '../model/evidence.ts';
import { backendReached, callsNoHost } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, methodPointer, placeOf, type Scene, seen } from './scene.ts';

interface Fault {
  readonly problem: string;
  readonly host?: string;
  readonly evidence: Evidence;
}

const faultOf = (scene: Scene): Fault | undefined => {
  const name = seen(scene, 'certificate-name-mismatch');
  if (name) {
    const { host, subject } = name.event;
    return { problem: `it is for ${subject}, not for ${host}`, host, evidence: logLine(name) };
  }
  const chain = seen(scene, 'certificate-untrusted');
  if (chain) {
    const old = /validat|expired|NotAfter/i.test(chain.line.text);
    return {
      problem: old ? 'it is not valid (expired, or its chain is)' : 'no known authority stands behind its chain',
      evidence: logLine(chain),
    };
  }
  const handshake = seen(scene, 'tls-failed');
  return handshake && { problem: 'the handshake failed', evidence: logLine(handshake) };
};

interface Facts extends Omit<Fault, 'evidence'> {
  readonly path: string;
  readonly verb: string;
  readonly link: boolean;
}

export default defineCause({
  id: 'endpoint-tls-error',
  docs: new URL('https://repost.aws/knowledge-center/api-gateway-ssl-error'),
  step: 'integration',
  seenAs: ['gateway-500'],
  asks: ['execution-trace'],
  leaves: ['certificate-name-mismatch', 'certificate-untrusted', 'tls-failed'],
  detect(scene) {
    const uri = integrationOf(scene)?.uri;
    const pointer = scene.method && methodPointer(scene.method, 'integration', 'uri');
    const link = integrationOf(scene)?.connectionType === 'VPC_LINK';
    const fault = faultOf(scene);
    if (fault) {
      const { evidence, ...what } = fault;
      return found<Facts>(
        'conclusive',
        { ...placeOf(scene), ...what, link },
        evidence,
        ...(pointer && uri ? [configured(scene, pointer, uri)] : []),
      );
    }
    if (seen(scene, 'network-error') || seen(scene, 'timeout')) return excluded('The log names the network, not a certificate.');
    if (uri?.startsWith('http:')) return excluded('The URI says http://: no certificate is looked at.');
    return endpointOf(scene)?.kind === 'tls' && failedOf(scene)
      ? found<Facts>('confirmed', { ...placeOf(scene), problem: 'the handshake failed', link }, exchanged('endpoint.kind', 'tls'))
      : excludedIf(callsNoHost(scene) ?? backendReached(scene));
  },
  explain: ({ path, verb, problem, link }) => ({
    what: `The gateway does not accept the certificate of the endpoint of ${verb} ${path}: ${problem}.`,
    why: `It asks for a certificate of a public authority, in date, with its whole chain, for the host of the integration's URI${link ? '; with a VPC link that host serves for nothing but this check and the Host header' : ''}.`,
    todo: 'Name a host in the URI that the certificate covers, and let the endpoint send the full chain.',
  }),
  repair: ({ host = 'HOST' }) => ({
    kind: 'advice',
    steps: [
      `See what is sent: openssl s_client -connect ${host}:443 -servername ${host} -showcerts`,
      'Write a host that the certificate names into the URI of the integration (behind a VPC link too), or install a certificate for the present one; then redeploy.',
      'Install the intermediate certificates on the endpoint. As a last resort tlsConfig.insecureSkipVerification (REST) or tlsConfig.serverNameToVerify (HTTP APIs).',
    ],
  }),
});
