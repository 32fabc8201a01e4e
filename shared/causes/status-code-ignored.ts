import { isRecord, parseJson } from '../lib/json.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { hasFunctionError } from './function-failure.ts';
import { endpointOf, exchanged, integrationOf, logLine, placeOf, type Scene, seen } from './scene.ts';

interface Envelope {
  readonly statusCode: string;
}

/** The beginning of one, where the log cut it. */
const BEGINNING =
  /^\s*\{\s*(?:"(?:isBase64Encoded|headers)"\s*:[^"]{1,20}?,\s*)?"statusCode"\s*:\s*"?(\d{3})"?\s*,\s*"(?:body|headers|multiValueHeaders|isBase64Encoded)"/;

/** An answer that was written for a proxy integration. */
const envelopeIn = (text: string | undefined, cut = false): Envelope | undefined => {
  if (cut) {
    const statusCode = BEGINNING.exec(text ?? '')?.[1];
    return statusCode === undefined ? undefined : { statusCode };
  }
  const answer = text === undefined ? undefined : parseJson(text);
  if (!isRecord(answer) || !('body' in answer || 'headers' in answer || 'isBase64Encoded' in answer)) return undefined;
  const { statusCode } = answer;
  return typeof statusCode === 'number' || typeof statusCode === 'string' ? { statusCode: String(statusCode) } : undefined;
};

/** The envelope left the gateway as it was: a proxy integration would have opened it. */
const envelopeSent = (scene: Scene): (Envelope & { readonly evidence: Evidence }) | undefined => {
  const line = seen(scene, 'response-body');
  const body = line ? line.event.body : scene.observation.response?.body;
  const envelope = envelopeIn(body, line?.truncated);
  return envelope && { ...envelope, evidence: line ? logLine(line) : exchanged('response.body', body ?? '') };
};

export default defineCause({
  id: 'status-code-ignored',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-custom-integrations.html'),
  step: 'integration response',
  seenAs: ['success'],
  asks: ['client-answer', 'deployed-export'],
  detect(scene) {
    const integration = integrationOf(scene);
    if (integration?.type !== undefined && integration.type !== 'AWS')
      return excluded(`The integration is ${integration.type}, which is not a custom Lambda integration.`);
    if (hasFunctionError(scene)) return excluded('The function threw: it returned no answer.');
    if (!succeeded(scene)) return undefined;
    const { output, outputTruncated } = endpointOf(scene) ?? {};
    const sent = envelopeSent(scene);
    if (integration === undefined && !(sent && scene.stage.kind === 'REST')) return undefined;
    const envelope = sent ?? envelopeIn(output, outputTruncated);
    if (!envelope) return output === undefined ? undefined : excluded('The function returned no {statusCode, body}.');
    if (!sent && envelope.statusCode === String(scene.observation.response?.status))
      return excluded('The client got the status that the function asked for.');
    const line = seen(scene, 'endpoint-response-body');
    return found(
      'confirmed',
      { statusCode: envelope.statusCode, status: String(scene.observation.response?.status), ...placeOf(scene) },
      sent ? sent.evidence : exchanged('endpoint.output', output ?? ''),
      ...(line ? [logLine(line)] : []),
    );
  },
  explain: ({ statusCode, status }) => ({
    what: `The function returned statusCode ${statusCode} in its answer, and the client received ${status} with the envelope as its body.`,
    why: 'A custom Lambda integration does not read statusCode, headers or body: only AWS_PROXY does.',
    todo: 'Turn the integration into AWS_PROXY, or throw and select by errorMessage.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'config',
    changes: [{ kind: 'set-integration-type', path, verb, type: 'AWS_PROXY' }, { kind: 'redeploy-stage' }],
    sideEffects:
      'Mapping templates and integration responses of this method stop working: the function must answer every branch in the proxy format.',
  }),
});
