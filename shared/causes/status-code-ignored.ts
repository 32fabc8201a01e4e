import { isRecord, parseJson } from '../lib/json.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { hasFunctionError } from './function-failure.ts';
import { endpointOf, exchanged, integrationOf, placeOf, seen } from './scene.ts';

interface Envelope {
  readonly statusCode: string;
}

/** An answer that was written for a proxy integration. */
const envelopeIn = (text: string | undefined): Envelope | undefined => {
  const answer = text === undefined ? undefined : parseJson(text);
  if (!isRecord(answer) || !('body' in answer || 'headers' in answer || 'isBase64Encoded' in answer)) return undefined;
  const { statusCode } = answer;
  return typeof statusCode === 'number' || typeof statusCode === 'string' ? { statusCode: String(statusCode) } : undefined;
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
    if (integration === undefined || !succeeded(scene)) return undefined;
    const output = endpointOf(scene)?.output;
    const body = scene.observation.response?.body;
    const sent = envelopeIn(body);
    const answered = envelopeIn(output);
    const envelope = sent ?? answered;
    if (!envelope) return output === undefined ? undefined : excluded('The function returned no {statusCode, body}.');
    if (!sent && envelope.statusCode === String(scene.observation.response?.status))
      return excluded('The client got the status that the function asked for.');
    return found(
      'confirmed',
      {
        statusCode: envelope.statusCode,
        status: String(scene.observation.response?.status),
        ...placeOf(scene),
      },
      sent && body !== undefined ? exchanged('response.body', body) : exchanged('endpoint.output', output ?? ''),
      ...[seen(scene, 'endpoint-response-body')].flatMap((line) => (line ? [{ kind: 'log-line' as const, line: line.line }] : [])),
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
