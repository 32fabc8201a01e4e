import { isBase64 } from '../gateway/base64.ts';
import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { checkProxyOutput } from '../gateway/proxy-output.ts';
import { headerValue } from '../lib/headers.ts';
import { correctedBase64Output } from './corrected-proxy-output.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { configured, endpointOf, exchanged, integrationOf, logLine, seen } from './scene.ts';

interface Facts {
  readonly body?: string;
  readonly corrected?: string;
}

const SHOWN = 120;
const SHOWN_OUTPUT = 300;

export default defineCause({
  id: 'invalid-base64-body',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html'),
  step: 'integration response',
  seenAs: ['gateway-500'],
  detect(scene) {
    const type = integrationOf(scene)?.type;
    if (type !== undefined && type !== 'AWS_PROXY') return excluded(`The integration is ${type}: isBase64Encoded means nothing there.`);
    if (scene.stage.kind !== 'REST') return undefined;
    const line = seen(scene, 'base64-decode-failed');
    const endpoint = endpointOf(scene);
    const check = endpoint?.output === undefined || endpoint.outputTruncated ? undefined : checkProxyOutput(endpoint.output, 'REST');
    if (!check?.ok) return line && type === 'AWS_PROXY' ? found<Facts>('conclusive', {}, logLine(line)) : undefined;
    if (!check.isBase64Encoded) return excluded('The function did not set isBase64Encoded, so nothing is decoded.');
    if (isBase64(check.body)) return excluded("The function's body is valid base64.");
    const list = scene.api?.binaryMediaTypes;
    const accept = headerValue(scene.observation.request.headers, 'accept');
    const matching = list && matchingBinaryMediaType(accept, list, 'response');
    if (list && matching === undefined && !line)
      return excluded(`Nothing in binaryMediaTypes matches Accept: ${accept ?? '(absent)'}, so the text goes out undecoded.`);
    if (!line && failedOf(scene) !== true) return undefined;
    const corrected = correctedBase64Output(endpoint?.output ?? '');
    return found<Facts>(
      line ? 'conclusive' : 'confirmed',
      { body: check.body.slice(0, SHOWN), ...(corrected !== undefined && { corrected }) },
      line ? logLine(line) : exchanged('endpoint.output.body', check.body.slice(0, SHOWN)),
      ...(matching === undefined ? [] : [configured(scene, '/binaryMediaTypes', list)]),
    );
  },
  explain: () => ({
    what: 'The function says isBase64Encoded: true, and its body is not base64.',
    why: 'For a caller whose first Accept type is in binaryMediaTypes the gateway decodes the body; text that does not decode is a 500.',
    todo: 'Encode the bytes as base64, or leave the flag out for text.',
  }),
  repair: ({ body, corrected }) => ({
    kind: 'code',
    advice: 'Set the flag only together with an encoded body.',
    wrong: `{ statusCode: 200, isBase64Encoded: true, body: ${JSON.stringify(body ?? 'plain text')} }`,
    right: corrected?.slice(0, SHOWN_OUTPUT) ?? "{ statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') }",
    ...(corrected !== undefined && { corrected }),
  }),
});
