import { isServiceRefusal } from '../gateway/lambda-documents.ts';
import { checkProxyOutput, PROXY_RULES } from '../gateway/proxy-output.ts';
import type { Evidence } from '../model/evidence.ts';
import { correctedProxyOutput } from './corrected-proxy-output.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf, succeeded, unlikelyOnRest } from './failed.ts';
import { functionFailureOf } from './function-failure.ts';
import { proxyFlavourOf } from './proxy-flavour.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen } from './scene.ts';

interface Facts {
  readonly field?: string;
  readonly found?: string;
  readonly rule?: string;
  readonly output?: string;
  readonly corrected?: string;
}

const SHOWN = 300;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The output as a whole: a line that AWS cut cannot be judged. */
const wholeOutput = (scene: Scene): string | undefined => {
  const endpoint = endpointOf(scene);
  return endpoint?.outputTruncated || (endpoint?.kind !== undefined && endpoint.kind !== 'lambda') ? undefined : endpoint?.output;
};

const outputEvidence = (scene: Scene, output: string): Evidence => {
  const line = seen(scene, 'endpoint-response-body');
  return line ? logLine(line) : exchanged('endpoint.output', output.slice(0, SHOWN));
};

const gatewayLine = (scene: Scene): { readonly evidence: Evidence; readonly field?: string } | undefined => {
  const malformed = seen(scene, 'malformed-proxy-response');
  if (malformed) return { evidence: logLine(malformed) };
  const mismatch = seen(scene, 'response-format-mismatch');
  return mismatch && { evidence: logLine(mismatch), ...(mismatch.event.field !== undefined && { field: mismatch.event.field }) };
};

export default defineCause({
  id: 'malformed-proxy-response',
  docs: new URL(
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format',
  ),
  step: 'integration response',
  seenAs: ['gateway-502', 'gateway-500'],
  detect(scene) {
    const integration = integrationOf(scene);
    if (integration?.type !== undefined && integration.type !== 'AWS_PROXY')
      return excluded(`The integration is ${integration.type}: nothing reads its answer as a proxy response.`);
    if (functionFailureOf(scene)) return excluded('The function failed: its error document is not an answer of its own.');
    const output = wholeOutput(scene);
    if (output !== undefined && isServiceRefusal(output))
      return excluded('The Lambda service refused the call: the function never answered.');
    const line = gatewayLine(scene);
    const judged = output === undefined ? undefined : checkProxyOutput(output, proxyFlavourOf(scene));
    // A text that is no JSON may be a person's words for the answer: only the gateway's own line makes it evidence.
    const check = judged?.ok === false && judged.rule === 'not-json' && !line ? undefined : judged;
    if (output !== undefined && check && !check.ok && !succeeded(scene)) {
      const corrected = correctedProxyOutput(output, proxyFlavourOf(scene));
      const facts: Facts = {
        field: check.field,
        found: check.found,
        rule: sentence(PROXY_RULES[check.rule].text),
        output: output.slice(0, SHOWN),
        ...(corrected !== undefined && { corrected }),
      };
      if (line) return found<Facts>('conclusive', facts, line.evidence, outputEvidence(scene, output));
      if (scene.observation.events.some(({ event }) => event.kind === 'success')) return undefined;
      return found<Facts>('confirmed', facts, outputEvidence(scene, output));
    }
    if (line) return found<Facts>('conclusive', line.field === undefined ? {} : { field: line.field }, line.evidence);
    if (check?.ok && failedOf(scene))
      return excluded("The function's answer has the proxy format: every member is one that the gateway takes.");
    if (succeeded(scene)) return excluded('The gateway took the answer of the function and passed it on.');
    const unlikely = unlikelyOnRest(scene);
    return unlikely === undefined ? undefined : excluded(unlikely);
  },
  explain: ({ field, found: what, rule }) => ({
    what:
      field === undefined
        ? 'The function answered, but not in the format that a proxy integration takes.'
        : `The function's answer breaks the proxy format at ${field}${what === undefined ? '' : `: ${what}`}.`,
    why:
      rule ?? 'The gateway takes statusCode, headers, multiValueHeaders, body (a string) and isBase64Encoded, and refuses everything else.',
    todo: 'Return only statusCode, headers, multiValueHeaders, body (a string) and isBase64Encoded, from every branch of the handler.',
  }),
  repair: ({ output, corrected }) => ({
    kind: 'code',
    advice: 'Return an object of the proxy format; serialise the body yourself.',
    wrong: output ?? 'return order;',
    right:
      corrected?.slice(0, SHOWN) ??
      '{"statusCode":200,"headers":{"content-type":"application/json"},"body":"{\\"id\\":17}","isBase64Encoded":false}',
    ...(corrected !== undefined && { corrected }),
  }),
});
