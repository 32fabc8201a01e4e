import { err, ok } from '../../lib/result.ts';
import { convertRequest, convertResponse } from '../content-conversion.ts';
import { finishHeaders, gatewayHeaders, withHost } from '../endpoint-headers.ts';
import { endpointRequestUri, endpointVerb } from '../endpoint-request.ts';
import { type Fields, without } from '../fields.ts';
import { NOT_FORWARDED } from '../header-rules.ts';
import { bytesOf, convert } from '../payload.ts';
import { configurationError } from '../pipeline.ts';
import { responseClasses } from '../response-classes.ts';
import { mapRequest, refuseIllegalHeader } from '../transform-request.ts';
import type { IntegrationBehaviour } from './integration.ts';

/** HD-2: the client's headers but for those that are between two hosts, and the name of the API. */
const forwarded = (headers: Fields): Fields => without(headers, NOT_FORWARDED);

/** PM-6, HD-2, HT-1: everything passes, mappings lie on top, and the backend's status is the client's. */
export const httpProxy: IntegrationBehaviour = {
  prepare(state) {
    const illegal = refuseIllegalHeader(state);
    if (illegal) return err(illegal);
    const mapped = mapRequest(state);
    if (!mapped.ok) return mapped;
    const { bodyClass, integration, request } = state;
    const payload = convert(request.body, convertRequest({ bodyClass, contentHandling: integration.contentHandling }));
    if (!payload.ok) return err(configurationError({ kind: 'base64-decode-failed' }));
    const { uri, query } = endpointRequestUri(state, mapped.value.path);
    const body = bytesOf(payload.value);
    const headers = finishHeaders([...forwarded(state.headers), ...gatewayHeaders(state)], mapped.value.header, body);
    return ok({
      kind: 'endpoint',
      request: {
        method: endpointVerb(state),
        uri,
        query: [...query, ...request.query, ...mapped.value.querystring],
        headers: withHost(headers, uri),
        body,
      },
    });
  },
  respond(state) {
    const { answer } = state;
    const payload = convert(answer.body, convertResponse({ ...responseClasses(state), contentHandling: 'NONE' }));
    if (!payload.ok) return err(configurationError({ kind: 'base64-decode-failed' }));
    return ok({ status: answer.status, responseHeaders: answer.headers, payload: payload.value, mustDeclare: 'NOTHING' });
  },
};
