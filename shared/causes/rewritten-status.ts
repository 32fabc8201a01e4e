import { gatewayResponseFor, STOCK_STATUS } from '../gateway/gateway-response-rules.ts';
import { headerValue } from '../lib/headers.ts';
import type { GatewayResponse } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { TraceEvent } from '../model/trace.ts';
import { isAuthorizerLine } from './authorizer-scene.ts';
import { backendCalled, messageOf } from './gateway-words.ts';
import { configured, exchanged, logLine, type Scene, seen, statusOf } from './scene.ts';

/** The status with which a REST API ends after this line, with stock gateway responses. */
const STATUS_AFTER: Partial<Record<TraceEvent['kind'], number>> = {
  'validation-failed': 400,
  unauthorized: 401,
  'api-key-refused': 403,
  throttled: 429,
  'malformed-proxy-response': 502,
  'function-error': 502,
  'rate-exceeded': 500,
  'invalid-permissions': 500,
  'assume-role-denied': 500,
  'invalid-method-response': 500,
  'no-output-mapping': 500,
  'base64-decode-failed': 500,
  'transform-request-failed': 500,
  'transform-response-failed': 500,
  'mock-status-code-unreadable': 500,
  'invalid-endpoint-address': 500,
  'illegal-character': 500,
  'certificate-name-mismatch': 500,
  'certificate-untrusted': 500,
  'tls-failed': 500,
  'response-too-large': 500,
  'authorizer-configuration-exception': 500,
  timeout: 504,
  'network-error': 504,
};

/** The status behind `x-amzn-ErrorType` (GR-6); InternalServerErrorException goes with every 5xx, so that only its class is known. */
const STATUS_BEHIND: Readonly<Record<string, number>> = {
  BadRequestException: 400,
  UnauthorizedException: 401,
  AccessDeniedException: 403,
  ForbiddenException: 403,
  MissingAuthenticationTokenException: 403,
  TooManyRequestsException: 429,
  LimitExceededException: 429,
  InternalServerErrorException: 500,
  AuthorizerConfigurationException: 500,
};

/** The gateway's own words, with which no backend is likely to answer. */
const STATUS_SAID: Readonly<Record<string, number>> = {
  'Missing Authentication Token': 403,
  'Internal server error': 500,
  'Endpoint request timed out': 504,
  'Network error communicating with endpoint': 504,
};

interface GatewayError {
  readonly status: number;
  readonly type?: string;
  /** Read from the type alone: no line names the fault. */
  readonly byName: boolean;
  readonly evidence: Evidence;
}

const classOf = (status: number): number => Math.floor(status / 100);

const typeOf = (scene: Scene): string | undefined =>
  seen(scene, 'gateway-response')?.event.responseType ?? scene.observation.access?.fields['error.responseType'];

/** What the client got besides the status: a header that names the error, or the gateway's text for it. */
const clientError = (scene: Scene): GatewayError | undefined => {
  const { response } = scene.observation;
  if (backendCalled(scene)) return undefined;
  const header = headerValue(response?.headers, 'x-amzn-errortype');
  const [name, said] = [header?.split(':')[0] ?? '', messageOf(scene) ?? ''];
  const named = STATUS_BEHIND[name];
  const worded = Object.hasOwn(STATUS_SAID, said) ? STATUS_SAID[said] : undefined;
  if (worded !== undefined) return { status: worded, byName: false, evidence: exchanged('response.body', response?.body ?? '') };
  if (named === undefined || classOf(named) === classOf(response?.status ?? named)) return undefined;
  return { status: named, byName: false, evidence: exchanged('response.headers.x-amzn-ErrorType', header ?? '') };
};

/** The error as the gateway made it, before a gateway response dressed it. */
const gatewayError = (scene: Scene): GatewayError | undefined => {
  const type = typeOf(scene);
  const named = type === undefined ? {} : { type };
  for (const logged of scene.observation.events) {
    const status = STATUS_AFTER[logged.event.kind];
    if (status !== undefined && !isAuthorizerLine(scene, logged.line))
      return { status, ...named, byName: false, evidence: logLine(logged) };
  }
  const status = STOCK_STATUS[type ?? ''];
  const line = seen(scene, 'gateway-response')?.line ?? scene.observation.access?.line;
  if (status !== undefined && line !== undefined) return { status, ...named, byName: true, evidence: { kind: 'log-line', line } };
  return clientError(scene);
};

/** A status that is not the error's own. `entry`: what rewrote it, as configured. */
export interface RewrittenStatus {
  readonly own: number;
  readonly seen: number;
  readonly entry?: GatewayResponse;
  /** The gateway's own record shows both, or the configuration does. */
  readonly certain: boolean;
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** The status that the gateway itself wrote down as its answer. */
const recordedStatus = (scene: Scene): number | undefined => {
  const status = scene.observation.access?.fields.status;
  return seen(scene, 'gateway-response')?.event.status ?? (status === undefined ? undefined : Number(status));
};

/** A 4xx that stays one, or a type that was given a status of its own in its class, is a choice: nothing is hidden. */
const isChoice = ({ status, type }: GatewayError, answered: number, entry: GatewayResponse | undefined): boolean =>
  classOf(status) === classOf(answered) &&
  (entry === undefined ? status < 500 : entry.responseType === type && !entry.responseType.startsWith('DEFAULT_'));

/** Lambda's answers of a wrong shape may come under this name and leave as 502 (inferred): the name alone says nothing then. */
const maySayBoth = ({ type, byName }: GatewayError, answered: number): boolean =>
  byName && type === 'API_CONFIGURATION_ERROR' && answered === 502;

export const rewrittenStatus = (scene: Scene): RewrittenStatus | undefined => {
  const error = gatewayError(scene);
  const answered = recordedStatus(scene) ?? statusOf(scene);
  if (!error || answered === undefined || answered === error.status) return undefined;
  const entry = gatewayResponseFor(scene.api?.gatewayResponses ?? [], error);
  if (isChoice(error, answered, entry) || maySayBoth(error, answered)) return undefined;
  const explains = entry?.statusCode === String(answered);
  return {
    own: error.status,
    seen: answered,
    certain: explains || recordedStatus(scene) !== undefined,
    ...(explains && { entry }),
    evidence: [
      error.evidence,
      explains
        ? configured(scene, `/gatewayResponses/${entry.responseType}/statusCode`, entry.statusCode)
        : exchanged('response.status', String(answered)),
    ],
  };
};

/** The answer is the one that this error has by itself: nothing has dressed it. */
export const stockAnswer = (scene: Scene): string | undefined => {
  const error = scene.stage.kind === 'REST' ? gatewayError(scene) : undefined;
  const answered = recordedStatus(scene) ?? statusOf(scene);
  return error && answered === error.status ? `The client got ${answered}, the status that this failure has by itself.` : undefined;
};
