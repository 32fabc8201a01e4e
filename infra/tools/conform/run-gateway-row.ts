import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayRequest, IntegrationRequest } from '../../../shared/gateway/exchange.ts';
import { exactValuesOf, type Fields, firstValue } from '../../../shared/gateway/fields.ts';
import { type Replay, replay } from '../../../shared/gateway/gateway.ts';
import { isRecord } from '../../../shared/lib/json.ts';
import type { ApiSnapshot, RequestValidator, StageSettings } from '../../../shared/model/api.ts';
import { readGatewayResponses } from '../../../shared/stage/gateway-responses.ts';
import { readResources } from '../../../shared/stage/resources-reader.ts';
import { readStageSettings } from '../../../shared/stage/stage-settings.ts';
import { bodyDiffers, type Difference, differs, headersDiffer } from './difference.ts';
import type { GatewayRow, RowBody } from './row.ts';

const bytesOf = (body: RowBody | null | undefined): Uint8Array => {
  if (!body) return new Uint8Array();
  return new Uint8Array('text' in body ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64'));
};

const fieldsOf = (map: Readonly<Record<string, readonly string[]>> = {}): Fields =>
  Object.entries(map).flatMap(([name, values]) => values.map((value) => [name, value] as const));

const validatorsOf = (list: unknown): Readonly<Record<string, RequestValidator>> =>
  Object.fromEntries(
    (Array.isArray(list) ? list : []).filter(isRecord).map((validator) => [
      String(validator['id']),
      {
        validateRequestBody: validator['validateRequestBody'] === true,
        validateRequestParameters: validator['validateRequestParameters'] === true,
      },
    ]),
  );

const apiOf = ({ api, method, resource }: GatewayRow): ApiSnapshot => ({
  kind: 'REST',
  methods: readResources([{ path: resource, resourceMethods: { [String(method['httpMethod'])]: method } }]),
  binaryMediaTypes: Array.isArray(api['binaryMediaTypes']) ? api['binaryMediaTypes'].map(String) : [],
  gatewayResponses: readGatewayResponses(Array.isArray(api['gatewayResponses']) ? api['gatewayResponses'] : []),
  models: isRecord(api['models']) ? api['models'] : {},
  requestValidators: validatorsOf(api['requestValidators']),
});

const settingsOf = ({ stage }: GatewayRow): StageSettings => readStageSettings(stage);

const requestOf = ({ request }: GatewayRow): GatewayRequest => ({
  method: request.method,
  path: request.path,
  headers: fieldsOf(request.headers),
  query: fieldsOf(request.query),
  body: bytesOf(request.body),
});

const endpointOf = ({ endpoint }: GatewayRow): EndpointAnswer | undefined => {
  if (!endpoint) return undefined;
  const { kind, status = 200, functionError } = endpoint;
  if (kind === 'unreachable' || kind === 'timeout') return { kind };
  if (kind === 'tls') return { kind, failure: { kind: 'tls-failed' } };
  const answered = { headers: fieldsOf(endpoint.headers), body: bytesOf(endpoint.body) };
  return functionError ? { kind: 'function-error', ...answered } : { kind: 'answered', status, ...answered };
};

const requestDiffers = ({ expect }: GatewayRow, sent: IntegrationRequest | undefined): Difference | undefined => {
  const wanted = expect.integrationRequest;
  if (!wanted) return undefined;
  const part = 'integrationRequest';
  if (!sent) return { part, expected: wanted, got: undefined };
  const query = Object.entries(wanted.query ?? {});
  return (
    (wanted.uri === undefined ? undefined : differs(`${part}.uri`, wanted.uri, sent.uri)) ??
    headersDiffer(`${part}.headers`, wanted.headers, sent.headers) ??
    query.map(([name, values]) => differs(`${part}.query.${name}`, values, exactValuesOf(sent.query, name))).find((one) => one) ??
    bodyDiffers(`${part}.body`, wanted.body, sent.body)
  );
};

/** A row may expect the integration request alone: then the answer is not looked at. */
const answerDiffers = ({ expect }: GatewayRow, result: Replay): Difference | undefined => {
  const { status, headers, body, errorType } = expect;
  if (status === undefined && headers === undefined && body === undefined && errorType === undefined) return undefined;
  if (result.kind === 'awaiting-endpoint')
    return { part: 'status', expected: status, got: 'the endpoint is called, and no answer is given' };
  const { response } = result;
  return (
    (status === undefined ? undefined : differs('status', status, response.status)) ??
    (errorType === undefined ? undefined : differs('errorType', errorType, firstValue(response.headers, 'x-amzn-ErrorType'))) ??
    headersDiffer('headers', headers, response.headers) ??
    bodyDiffers('body', body, response.body)
  );
};

/** Replays a row; `undefined` when everything that it expects came out. */
export const runGatewayRow = (row: GatewayRow): Difference | undefined => {
  const result = replay(compileStage(apiOf(row), settingsOf(row)), requestOf(row), endpointOf(row));
  const called = result.trace.some(({ kind }) => kind === 'sending');
  return (
    answerDiffers(row, result) ??
    (row.expect.endpointCalled === undefined ? undefined : differs('endpointCalled', row.expect.endpointCalled, called)) ??
    requestDiffers(row, result.integrationRequest)
  );
};
