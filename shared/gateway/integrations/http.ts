import { ok } from '../../lib/result.ts';
import { finishHeaders, gatewayHeaders, userAgent, withHost } from '../endpoint-headers.ts';
import { endpointRequestUri, endpointVerb } from '../endpoint-request.ts';
import { type Fields, valuesOf } from '../fields.ts';
import { bytesOf } from '../payload.ts';
import type { Integrating } from '../state.ts';
import { traceHeader } from '../trace-header.ts';
import { transformRequest } from '../transform-request.ts';
import { transformResponse } from '../transform-response.ts';
import type { IntegrationBehaviour } from './integration.ts';

/** HD-5: of the client's headers Content-Type alone goes on, and not from a GET (recorded). */
const clientHeaders = ({ headers, request }: Integrating): Fields =>
  request.method === 'GET' ? [] : valuesOf(headers, 'Content-Type').map((value) => ['Content-Type', value]);

/** A custom HTTP integration: nothing passes that is not mapped. */
export const http: IntegrationBehaviour = {
  prepare(state) {
    const transformed = transformRequest(state);
    if (!transformed.ok) return transformed;
    const { payload, mapped } = transformed.value;
    const { uri, query } = endpointRequestUri(state, mapped.path);
    const body = bytesOf(payload);
    const sent: Fields = [...clientHeaders(state), ['Accept', 'application/json'], userAgent(state), ...gatewayHeaders(state)];
    const headers = withHost(finishHeaders(sent, mapped.header, body), uri);
    const method = endpointVerb(state);
    return ok({ kind: 'endpoint', request: { method, uri, query: [...query, ...mapped.querystring], headers, body } });
  },
  respond: (state) =>
    transformResponse(state, { value: String(state.answer.status), headers: [traceHeader(state.request.headers, state.options)] }),
};
