import { type GatewayResponseFault, gatewayResponseFault } from '../gateway/gateway-response-rules.ts';
import type { GatewayResponse } from '../model/api.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { faultyGatewayAnswer } from './faulty-gateway-answer.ts';
import { gatewayResponseRepair } from './gateway-response-repair.ts';
import { rewrittenStatus, stockAnswer } from './rewritten-status.ts';
import { configured, exchanged, type Scene, statusOf } from './scene.ts';

interface Facts {
  readonly responseType?: string;
  readonly rewritten?: { readonly own: number; readonly seen: number };
  readonly fault?: GatewayResponseFault;
}

const FAULTS: Readonly<Record<GatewayResponseFault['kind'], string>> = {
  velocity: 'A gateway response is filled in by plain substitution: Velocity directives, $input and $util go out as they stand.',
  'broken-json':
    'What the template leaves after substitution is no JSON: $context.error.messageString brings its own quotation marks, $context.error.message has none.',
  'unquoted-header': 'A static header value must stand in single quotes; without them it is read as a mapping expression and refused.',
};

const POINTERS: Readonly<Record<GatewayResponseFault['kind'], string>> = {
  velocity: 'responseTemplates',
  'broken-json': 'responseTemplates',
  'unquoted-header': 'responseParameters',
};

const evidenceOf = (scene: Scene, { responseType }: GatewayResponse, { kind, at, text }: GatewayResponseFault) =>
  configured(scene, `/gatewayResponses/${responseType}/${POINTERS[kind]}/${at.replaceAll('/', '~1')}`, text);

export default defineCause({
  id: 'gateway-response-misconfigured',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html'),
  step: 'gateway response',
  seenAs: ['gateway-500', 'gateway-502', 'gateway-503', 'gateway-504', 'forbidden-403', 'client-error', 'success'],
  asks: ['gateway-responses', 'client-answer'],
  detect(scene) {
    if (scene.stage.kind !== 'REST') return excluded('Only REST APIs let their gateway responses be customised.');
    const responses = (scene.api?.gatewayResponses ?? []).filter(({ defaultResponse }) => defaultResponse !== true);
    if (scene.observation.sources.length === 0) {
      for (const response of responses) {
        const fault = gatewayResponseFault(response);
        if (fault) return found<Facts>('confirmed', { responseType: response.responseType, fault }, evidenceOf(scene, response, fault));
      }
      return undefined;
    }
    const rewritten = scene.stage.kind === 'REST' ? rewrittenStatus(scene) : undefined;
    if (rewritten) {
      const { own, seen, entry, certain, evidence } = rewritten;
      const facts: Facts = { rewritten: { own, seen }, ...(entry && { responseType: entry.responseType }) };
      return found<Facts>(certain ? 'confirmed' : 'suggested', facts, ...evidence);
    }
    const status = statusOf(scene);
    const stock = stockAnswer(scene);
    const body = scene.observation.response?.body;
    if (status === undefined || status < 400) return undefined;
    const answer = body === undefined ? undefined : faultyGatewayAnswer(scene, responses, body);
    if (body === undefined || !answer)
      return scene.api?.gatewayResponses && responses.length === 0 ? excluded('No gateway response is customised.') : excludedIf(stock);
    const { response, fault } = answer;
    return found<Facts>(
      fault.kind === 'velocity' ? 'conclusive' : 'confirmed',
      { ...(response && { responseType: response.responseType }), fault },
      exchanged('response.body', body.slice(0, 200)),
      ...(response ? [evidenceOf(scene, response, fault)] : []),
    );
  },
  explain: ({ responseType, rewritten, fault }) => ({
    what: rewritten
      ? `${responseType === undefined ? 'A gateway response' : `The gateway response ${responseType}`} turns the error ${rewritten.own} into ${rewritten.seen}.`
      : `${responseType === undefined ? 'A gateway response' : `The gateway response ${responseType}`} is at fault in ${fault?.at ?? 'its template'}.`,
    why: fault
      ? FAULTS[fault.kind]
      : 'A statusCode on a gateway response, above all on DEFAULT_5XX or DEFAULT_4XX, replaces the real one for every error that falls to it, so that the status no longer tells what failed.',
    todo: fault
      ? 'Correct the gateway response and redeploy.'
      : 'Take the statusCode off the default types, set it on single types only, and redeploy.',
  }),
  repair: ({ responseType, rewritten, fault }) => {
    if (fault && responseType !== undefined) return gatewayResponseRepair(responseType, fault);
    if (rewritten && responseType !== undefined)
      return {
        kind: 'config',
        changes: [{ kind: 'set-gateway-response', responseType, statusCode: 'NONE' }, { kind: 'redeploy-stage' }],
        sideEffects: `Every error that falls to ${responseType} gets its own status again, on every method: callers that took ${rewritten.seen} for all of them see the real ones.`,
      };
    return {
      kind: 'advice',
      steps: [
        'Find the gateway response that sets the status: aws apigateway get-gateway-responses --rest-api-id API_ID',
        'Take its statusCode off, redeploy the stage, and read the statuses again: the real fault stands in the execution log.',
      ],
    };
  },
});
