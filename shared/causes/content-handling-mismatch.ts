import type { ContentHandling } from '../model/api.ts';
import { conversionFault, entryOf, type Side } from './content-handling-fault.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { endpointOf, exchanged, integrationOf, logLine, placeOf, seen } from './scene.ts';

export default defineCause({
  id: 'content-handling-mismatch',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html'),
  step: 'integration request',
  seenAs: ['gateway-500', 'success'],
  asks: ['execution-trace'],
  leaves: ['transform-request-failed', 'transform-response-failed', 'base64-decode-failed'],
  detect(scene) {
    if (scene.stage.kind === 'HTTP') return excluded('An HTTP API has no contentHandling.');
    const integration = integrationOf(scene);
    const line = seen(scene, 'base64-decode-failed');
    if (!integration)
      return line
        ? found(
            'confirmed',
            {
              ...placeOf(scene),
              side: 'response' as Side,
              reason: 'The gateway decodes text as base64.',
              better: 'CONVERT_TO_TEXT' as ContentHandling,
              statusCode: '200',
            },
            logLine(line),
          )
        : undefined;
    if (integration.type === 'AWS_PROXY') return excluded('The integration is AWS_PROXY: contentHandling has no effect there.');
    if (integration.type === 'MOCK') return excluded('The integration is a MOCK: it has no payload of its own.');
    const fault = conversionFault(scene, integration);
    if (!fault) return seen(scene, 'success') && succeeded(scene) ? excluded('The log shows that every conversion succeeded.') : undefined;
    const failure = line ?? seen(scene, 'transform-request-failed') ?? seen(scene, 'transform-response-failed');
    const { side, reason, better } = fault;
    const facts = { ...placeOf(scene), side, reason, better, statusCode: entryOf(scene, integration)?.statusCode ?? '200' };
    const shown = side === 'response' ? endpointOf(scene)?.output : endpointOf(scene)?.input?.body;
    return failure
      ? found('conclusive', facts, logLine(failure), fault.evidence)
      : found(
          'confirmed',
          facts,
          fault.evidence,
          ...(shown === undefined ? [] : [exchanged(side === 'response' ? 'endpoint.output' : 'endpoint.input.body', shown.slice(0, 120))]),
        );
  },
  explain: ({ path, verb, side, reason, better }) => ({
    what: `contentHandling of the ${side === 'request' ? 'integration request' : 'integration response'} of ${verb} ${path} does not fit the body.`,
    why: reason,
    todo: `Set contentHandling ${better} on the ${side === 'request' ? 'integration' : 'integration response'} and redeploy.`,
  }),
  repair: ({ path, verb, side, better, statusCode }) => ({
    kind: 'config',
    changes: [
      side === 'request'
        ? { kind: 'set-request-content-handling', path, verb, contentHandling: better }
        : { kind: 'set-response-content-handling', path, verb, statusCode, contentHandling: better },
      { kind: 'redeploy-stage' },
    ],
    sideEffects:
      side === 'request'
        ? 'The template then sees the body as base64 text in $input.body.'
        : 'Answers of this entry that are bytes leave as base64 text: keep CONVERT_TO_BINARY on the entry that carries files.',
  }),
});
