import type { GatewayResponse } from '../../model/api.ts';
import type { CompiledStage } from '../compile-stage.ts';
import type { GatewayReply } from '../exchange.ts';
import { type Fields, firstValue, overwrite } from '../fields.ts';
import { GATEWAY_RESPONSE_TYPES, type GatewayResponseType } from '../gateway-response-types.ts';
import { renderGatewayTemplate } from '../gateway-template.ts';
import { printHeaders } from '../log-text.ts';
import { applyMappings, parseMappings } from '../parameter-mapping.ts';
import { decodeUtf8, encodeUtf8 } from '../payload.ts';
import type { Failure } from '../pipeline.ts';
import type { Received, Routed } from '../state.ts';

/** GR-1: the type's own entry, else the default of its class, else nobody has touched it. */
const entryFor = ({ gatewayResponses }: CompiledStage, type: GatewayResponseType, status: number): GatewayResponse | undefined =>
  gatewayResponses.get(type) ?? gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');

/** What the front end refuses is written without a space, what an execution refuses with one (as recorded). */
const FRONT_END: ReadonlySet<GatewayResponseType> = new Set<GatewayResponseType>([
  'EXPIRED_TOKEN',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'WAF_FILTERED',
]);
const AUTHORIZER: ReadonlySet<GatewayResponseType> = new Set<GatewayResponseType>(['AUTHORIZER_CONFIGURATION_ERROR', 'AUTHORIZER_FAILURE']);

/** GR-7: the bodies that nobody has customised. */
const stockBody = (type: GatewayResponseType, message: string): string => {
  if (AUTHORIZER.has(type)) return '{"message":null}';
  if (type === 'ACCESS_DENIED') return `{"Message":${JSON.stringify(message)}}`;
  return FRONT_END.has(type) ? `{"message":${JSON.stringify(message)}}` : `{"message": ${JSON.stringify(message)}}`;
};

const templateOf = (
  entry: GatewayResponse | undefined,
  accept: string | undefined,
): { readonly mediaType: string; readonly text: string } | undefined => {
  const templates = entry?.responseTemplates ?? {};
  const wanted = accept?.split(/[,;]/, 1)[0]?.trim().toLowerCase();
  const mediaType = [wanted, 'application/json', Object.keys(templates)[0]].find(
    (one) => one !== undefined && Object.hasOwn(templates, one),
  );
  const text = mediaType === undefined ? undefined : templates[mediaType];
  return mediaType === undefined || text === undefined ? undefined : { mediaType, text };
};

/** A request that fails: routing may have found no method for it. */
export type Failing = Received | Routed;

const parametersOf = (entry: GatewayResponse | undefined, state: Failing): Fields => {
  const { context, headers, request, stageVariables } = state;
  const parameters = { header: headers, path: 'method' in state ? state.pathParameters : [], querystring: request.query };
  const mapped = applyMappings(parseMappings(entry?.responseParameters), { parameters, body: request.body, stageVariables, context });
  return mapped.ok ? mapped.value.header : [];
};

/**
 * The ONE place where the gateway answers by itself. GR-1 no entry takes parts from another; GR-2 a status on a default rewrites every
 * unset one of its class, GR-3 a failure may bring its own status; GR-4 templates are substitution; GR-8 no CORS headers but customised ones.
 */
export const gatewayResponse = (state: Failing, failure: Failure): GatewayReply => {
  const { emit, stage, request } = state;
  if (failure.plainText !== undefined)
    return { status: 413, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: encodeUtf8(failure.plainText) };
  const { responseType: type } = failure;
  const stock = GATEWAY_RESPONSE_TYPES[type];
  const ownStatus = failure.status ?? stock.status;
  const message = failure.message ?? stock.message;
  const entry = entryFor(stage, type, ownStatus);
  const status = entry?.statusCode ? Number(entry.statusCode) : ownStatus;
  const template = templateOf(entry, firstValue(request.headers, 'Accept'));
  const error = { message, messageString: JSON.stringify(message), responseType: type, validationErrorString: failure.validationError };
  const body = encodeUtf8(template ? renderGatewayTemplate(template.text, error, state) : stockBody(type, message));
  const headers = overwrite(
    [
      ['x-amzn-ErrorType', stock.errorType],
      ['Content-Type', template?.mediaType ?? 'application/json'],
    ],
    parametersOf(entry, state),
  );
  emit(...failure.events);
  if (entry) {
    emit(
      { kind: 'gateway-response', responseType: entry.responseType, status },
      { kind: 'gateway-response-body', body: decodeUtf8(body) },
      { kind: 'gateway-response-headers', map: printHeaders(headers) },
    );
  }
  if ('method' in state) emit({ kind: 'completed', status });
  return { status, headers, body };
};
