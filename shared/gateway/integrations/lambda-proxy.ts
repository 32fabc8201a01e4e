import { err, ok } from '../../lib/result.ts';
import { isBase64 } from '../base64.ts';
import { convertProxyResponse } from '../content-conversion.ts';
import { lambdaRequest } from '../lambda-request.ts';
import { decodeUtf8, encodeUtf8, fromBase64, type Payload } from '../payload.ts';
import { configurationError, integrationFailure } from '../pipeline.ts';
import { proxyEvent } from '../proxy-event.ts';
import { checkProxyOutput } from '../proxy-output.ts';
import { responseClasses } from '../response-classes.ts';
import { traceHeader } from '../trace-header.ts';
import { refuseIllegalHeader } from '../transform-request.ts';
import type { IntegrationBehaviour } from './integration.ts';

const NOTHING_MAPPED = { header: [], path: [], querystring: [] };

/** PM-7: mappings are ignored, but their names are checked. LP-10: what the function may answer. */
export const lambdaProxy: IntegrationBehaviour = {
  prepare(state) {
    const illegal = refuseIllegalHeader(state);
    if (illegal) return err(illegal);
    return lambdaRequest(state, NOTHING_MAPPED, encodeUtf8(proxyEvent(state)));
  },
  respond(state) {
    const output = checkProxyOutput(decodeUtf8(state.answer.body), 'REST');
    if (!output.ok) return err(integrationFailure(502, { kind: 'malformed-proxy-response' }));
    const { status, fields, body, isBase64Encoded } = output;
    const conversion = convertProxyResponse({ isBase64Encoded, client: responseClasses(state).client, validBase64: isBase64(body) });
    if (conversion === 'fails-500') return err(configurationError({ kind: 'base64-decode-failed' }));
    const payload: Payload = conversion === 'decoded' ? { kind: 'bytes', bytes: fromBase64(body) } : { kind: 'text', text: body };
    const responseHeaders = [...fields, traceHeader(state.request.headers, state.options)];
    return ok({ status, responseHeaders, payload, mustDeclare: 'NOTHING' });
  },
};
