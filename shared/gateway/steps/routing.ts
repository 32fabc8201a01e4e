import { err, ok } from '../../lib/result.ts';
import type { GatewayRequest } from '../exchange.ts';
import { type Fields, firstValue, without } from '../fields.ts';
import type { Step } from '../pipeline.ts';
import type { Received, Routed } from '../state.ts';

const REQUEST_BYTES_AT_MOST = 10_485_760;

/** HD-12: a signature is for API Gateway alone (documented). */
const withoutSignature = (headers: Fields, authorizationType: string | undefined): Fields =>
  authorizationType === 'AWS_IAM' || firstValue(headers, 'Authorization')?.startsWith('AWS4-HMAC-SHA256')
    ? without(headers, new Set(['authorization']))
    : headers;

/** RT-7: the override header names the verb (documented). */
const verbOf = ({ method, headers }: GatewayRequest): string => firstValue(headers, 'X-HTTP-Method-Override') ?? method;

/** RT-1 to RT-5; a path or a verb that nobody serves is a missing token to API Gateway (RT-3). */
export const routing: Step<Received, Routed> = (state) => {
  const { stage, request } = state;
  if (request.body.byteLength > REQUEST_BYTES_AT_MOST) {
    const plainText = `HTTP content length exceeded ${REQUEST_BYTES_AT_MOST} bytes.`;
    return err({ responseType: 'REQUEST_TOO_LARGE', plainText, events: [] });
  }
  const match = stage.routes.find(verbOf(request), request.path);
  if (!match) return err({ responseType: 'MISSING_AUTHENTICATION_TOKEN', events: [] });
  const { method } = match.entry;
  state.context.variables.set('resourceId', stage.place.resourceId).set('resourcePath', method.path);
  return ok({
    ...state,
    method: match.entry,
    pathParameters: match.pathParameters,
    headers: withoutSignature(state.headers, method.authorizationType),
  });
};
