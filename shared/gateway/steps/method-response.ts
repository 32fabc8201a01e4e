import { err, ok } from '../../lib/result.ts';
import type { GatewayReply } from '../exchange.ts';
import { withDefaults } from '../fields.ts';
import { renameResponseHeaders } from '../header-rules.ts';
import { printHeaders, printPayload } from '../log-text.ts';
import { bytesOf } from '../payload.ts';
import { configurationError, type Step } from '../pipeline.ts';
import type { Responded } from '../state.ts';

/** SE-8 the status must be declared, unless an override has set it; HD-7 headers are renamed. Which responses a method has may be unknown. */
export const methodResponse: Step<Responded, GatewayReply> = (state) => {
  const { emit, method, mustDeclare, payload, responseHeaders, status } = state;
  const { responses } = method.method;
  if (mustDeclare !== 'NOTHING' && responses && !Object.hasOwn(responses, mustDeclare.status))
    return err(configurationError({ kind: 'invalid-method-response', status: mustDeclare.status }));
  const headers = withDefaults(renameResponseHeaders(responseHeaders), [['Content-Type', 'application/json']]);
  emit(
    { kind: 'response-body', body: printPayload(payload) },
    { kind: 'response-headers', map: printHeaders(headers) },
    { kind: 'success' },
    { kind: 'completed', status },
  );
  return ok({ status, headers, body: bytesOf(payload) });
};
