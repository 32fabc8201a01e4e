import type { Evidence } from '../model/evidence.ts';
import { type Detection, defineCause, excluded, found } from './define-cause.ts';
import { namesAnotherFault } from './failure-line.ts';
import { functionFailureOf } from './function-failure.ts';
import { callsFunction, functionStatus, inOwnWords, mappingOf } from './function-status.ts';
import { messageOf } from './gateway-words.ts';
import { endpointOf, exchanged, integrationOf, logLine, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { callsService } from './service-answer.ts';

const SHOWN = 120;

/** Bodies of a 504 that no backend sends. */
const GATEWAY_GAVE_UP = /^(?:Endpoint request timed out|Network error communicating with endpoint)$/;

/**
 * The statuses by which a backend turns the gateway's call away as such: its key, size, form or number. 400, 404, 409, 410, 412 and 422
 * are answers to the caller.
 */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 405, 407, 408, 411, 413, 414, 415, 417, 421, 426, 429, 431]);

const evidenceOf = (scene: Scene, status: number): Evidence => {
  const line = seen(scene, 'received') ?? seen(scene, 'endpoint-response-body');
  if (line) return logLine(line);
  const record = scene.observation.access;
  if (record) return { kind: 'log-line', line: record.line };
  const body = scene.observation.response?.body;
  return endpointOf(scene) === undefined && body
    ? exchanged('response.body', body.slice(0, SHOWN))
    : exchanged('endpoint.status', String(status));
};

interface Facts {
  readonly path: string;
  readonly verb: string;
  readonly backend: number;
  readonly status: number;
  readonly isFunction: boolean;
  /** The gateway failed on the way back: the client never saw this error. */
  readonly isHidden?: boolean;
}

const isTrouble = (status: number): boolean => status >= 500 || REFUSALS.has(status);

/** Somebody runs the backend at an address of his own: not a function, not a service of AWS. */
const isHost = (scene: Scene): boolean => {
  const type = integrationOf(scene)?.type;
  return type === undefined ? endpointOf(scene)?.kind === 'http' : type === 'HTTP' || type === 'HTTP_PROXY';
};

/** The gateway could not carry the answer back, whatever it was; and this one was an error too. */
const hiddenBehind = (scene: Scene): Detection<Facts> => {
  const [backend, status] = [endpointOf(scene)?.status, statusOf(scene)];
  if (backend === undefined || status === undefined || status < 500 || endpointOf(scene)?.kind === 'lambda') return undefined;
  if (namesAnotherFault(scene, 'no-output-mapping', 'invalid-method-response', 'transform-response-failed') || !isTrouble(backend))
    return undefined;
  return found<Facts>('confirmed', { ...placeOf(scene), backend, status, isFunction: false, isHidden: true }, evidenceOf(scene, backend));
};

export default defineCause({
  id: 'backend-error',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html'),
  step: 'integration',
  seenAs: [
    'gateway-500',
    'gateway-502',
    'gateway-503',
    'gateway-504',
    'unauthorized-401',
    'forbidden-403',
    'too-large-413',
    'unsupported-415',
    'throttled-429',
    'client-error',
  ],
  asks: ['execution-trace', 'endpoint-directly'],
  leaves: ['no-output-mapping', 'invalid-method-response', 'transform-response-failed'],
  detect(scene): Detection<Facts> {
    const type = integrationOf(scene)?.type;
    const status = statusOf(scene);
    if (type === 'MOCK') return excluded('The integration is MOCK: it has no backend.');
    if (scene.observation.access?.fields['error.responseType'] !== undefined)
      return excluded('The access log names an error of the gateway itself.');
    if (functionFailureOf(scene)) return excluded('The function failed: it gave no status of its own.');
    if (callsService(scene)) return excluded('The backend is a service of AWS, whose refusals have a cause of their own.');
    if (GATEWAY_GAVE_UP.test(messageOf(scene) ?? '') && endpointOf(scene)?.status !== status)
      return excluded(`The gateway itself gave up: "${messageOf(scene)}".`);
    if (namesAnotherFault(scene)) return hiddenBehind(scene);
    const isFunction = callsFunction(scene);
    const backend = (isFunction ? functionStatus(scene) : endpointOf(scene)?.status) ?? inOwnWords(scene);
    if (status === undefined || backend === undefined || status < 400) return undefined;
    if (backend < 400) return excluded(`The backend answered ${backend}: the error came after it.`);
    if (isFunction && status < 500) return excluded(`The function answers its caller with ${status}.`);
    const mapped = type === 'HTTP' ? mappingOf(scene, backend, status) : undefined;
    if (mapped === 'pattern' && status < 500) return excluded(`A selectionPattern is made for the backend's ${backend}.`);
    const done = seen(scene, 'success');
    const handedOn = type === 'HTTP' ? done !== undefined || mapped !== undefined : backend === status;
    const isError = (status >= 500 && backend >= 500) || (isHost(scene) && backend === status && REFUSALS.has(status));
    if (!handedOn || !isError) return undefined;
    const facts: Facts = { ...placeOf(scene), backend, status, isFunction };
    return found<Facts>(done ? 'conclusive' : 'confirmed', facts, evidenceOf(scene, backend), ...(done ? [logLine(done)] : []));
  },
  explain: ({ path, verb, backend, status, isFunction, isHidden }) => ({
    what: `${isFunction ? 'The function' : 'The backend'} of ${verb} ${path} itself answered ${backend}${backend === status || isHidden ? '' : `, mapped to ${status}`}.`,
    why: isHidden
      ? `The client saw ${status} for another reason: the gateway could not carry any such answer back. This error comes to light once it can.`
      : 'The gateway reached it and handed its answer on: nothing in the configuration of the API made this error.',
    todo: `Look into the log of the ${isFunction ? 'function: it chose this status' : 'backend'} for this request${isHidden ? '' : '; there is nothing to change here'}.`,
  }),
  repair: ({ isFunction }) => ({
    kind: 'advice',
    steps: [
      isFunction
        ? 'Find the request in the log of the function by $context.integration.requestId and see why it answers with this status.'
        : 'Find the request in the log of the backend; a load balancer that answers 502 or 503 by itself has no healthy target.',
      'A 4xx of the backend concerns the call of the gateway: a header, key, size, number of calls or source that the backend checks, or the policy of a private API behind it.',
    ],
  }),
});
