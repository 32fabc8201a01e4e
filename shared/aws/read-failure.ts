import type { ReadFailure } from '../diagnosis/collect-ports.ts';
import { isRecord } from '../lib/json.ts';

const DENIED = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'ForbiddenException',
  'AuthorizationError',
]);
const NOT_FOUND = new Set(['NotFoundException', 'ResourceNotFoundException', 'ResourceNotFound', 'ParameterNotFound']);
const THROTTLED = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'ThrottledException',
  'Throttling',
  'RequestLimitExceeded',
  'RequestThrottled',
  'LimitExceededException',
  'SlowDown',
]);
const CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
]);
const NO_ANSWER = new Set(['AbortError', 'TimeoutError', 'RequestTimeout', 'RequestTimeoutException']);

const retryAfterMillis = (error: object): number | undefined => {
  const seconds = 'retryAfterSeconds' in error ? Number(error.retryAfterSeconds) : Number.NaN;
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
};

const statusOf = (error: object): number | undefined => {
  const metadata = '$metadata' in error && isRecord(error.$metadata) ? error.$metadata : {};
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
};

/** One line: messages of the SDK may hold several. */
const said = ({ message }: Error): string => message.replace(/\s+/g, ' ').trim().slice(0, 300);

/**
 * What an SDK error means for a reader. An error that is none of AWS's, of the network or of the credentials is a bug and is thrown again.
 * A fault of AWS itself (5xx) counts as no answer: it may go away by itself.
 */
export const readFailure = (error: unknown, action: string): ReadFailure => {
  if (!(error instanceof Error)) throw error;
  const { name } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = statusOf(error);
  const detail = said(error) || name;
  if (CREDENTIALS.has(name)) return { kind: 'credentials', detail };
  if (DENIED.has(name)) return { kind: 'access-denied', action, detail };
  if (NOT_FOUND.has(name)) return { kind: 'not-found', action, detail };
  if (THROTTLED.has(name) || status === 429) {
    const wait = retryAfterMillis(error);
    return { kind: 'throttled', action, ...(wait !== undefined && { retryAfterMillis: wait }) };
  }
  if (NETWORK.has(code)) return { kind: 'unreachable', detail: `${code}: ${detail}` };
  if (NO_ANSWER.has(name)) return { kind: 'unreachable', detail: `${action} took too long` };
  if (status !== undefined) return status >= 500 ? { kind: 'unreachable', detail: `${name}: ${detail}` } : byStatus(status, action, detail);
  if (detail.startsWith('Region is missing')) return { kind: 'refused', action, detail: 'no Region is set; give one, or set AWS_REGION' };
  if (/(?:credential|profile|token)/i.test(detail)) return { kind: 'credentials', detail };
  throw error;
};

const byStatus = (status: number, action: string, detail: string): ReadFailure => {
  if (status === 404) return { kind: 'not-found', action, detail };
  return status === 401 || status === 403 ? { kind: 'access-denied', action, detail } : { kind: 'refused', action, detail };
};
