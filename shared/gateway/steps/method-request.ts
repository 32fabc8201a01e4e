import { ok } from '../../lib/result.ts';
import { matchesBinaryMediaTypes } from '../binary-media-types.ts';
import type { BodyClass } from '../content-conversion.ts';
import { firstValue, printFields } from '../fields.ts';
import { printHeaders } from '../log-text.ts';
import { BINARY_DATA, decodeUtf8 } from '../payload.ts';
import type { Step } from '../pipeline.ts';
import type { MethodRequest, Routed } from '../state.ts';

/** The request as the method sees it, and its body as text or bytes: by its Content-Type alone. Binary types never engage in the Test. */
export const methodRequest: Step<Routed, MethodRequest> = (state) => {
  const { emit, headers, options, request, stage } = state;
  const isBinary =
    options.caller === 'client' && matchesBinaryMediaTypes(firstValue(headers, 'Content-Type'), stage.binaryMediaTypes, 'request');
  const bodyClass: BodyClass = isBinary ? 'binary' : 'text';
  emit(
    { kind: 'start', requestId: options.requestId },
    { kind: 'method', verb: request.method, path: request.path.replace(/^\/*/, '/') },
    { kind: 'request-path', map: printFields(state.pathParameters) },
    { kind: 'request-query', map: printFields(request.query) },
    { kind: 'request-headers', map: printHeaders(headers) },
    { kind: 'request-body', body: isBinary ? BINARY_DATA : decodeUtf8(request.body) },
  );
  return ok({ ...state, bodyClass });
};
