import type { ApiKind } from '../model/api.ts';
import type { AccessRecord, FailureEvent } from '../model/trace.ts';
import { parseFailure } from './grammar.ts';

/** In the order in which a request meets them. */
const FAILURE_FIELDS = [
  'authenticate.error',
  'authorize.error',
  'authorizer.error',
  'integration.error',
  'integrationErrorMessage',
  'error.message',
  'error.messageString',
] as const;

/** What REST and WebSocket clients are told, where that text has only one meaning. */
const GATEWAY_MESSAGES: ReadonlyMap<string, FailureEvent> = new Map([
  ['Endpoint request timed out', { kind: 'timeout' }],
  ['Network error communicating with endpoint', { kind: 'network-error', detail: '' }],
]);

/** The failure that an access record names, as the execution log would have named it. */
export const accessFailure = ({ fields }: AccessRecord, kind: ApiKind): FailureEvent | undefined => {
  const waf = fields['waf.error'];
  if (waf !== undefined) return { kind: 'waf-error', detail: waf };
  const texts = FAILURE_FIELDS.map((name) => fields[name]).filter((text) => text !== undefined);
  const named = texts.map(parseFailure).find((failure) => failure !== undefined);
  if (named || kind === 'HTTP') return named;
  const told = texts.map((text) => GATEWAY_MESSAGES.get(text)).find((failure) => failure !== undefined);
  return told ?? (fields['error.responseType'] === 'INTEGRATION_TIMEOUT' ? { kind: 'timeout' } : undefined);
};
