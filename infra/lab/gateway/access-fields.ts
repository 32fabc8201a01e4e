import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import { firstValue } from '../../../shared/gateway/fields.ts';
import { replay } from '../../../shared/gateway/gateway.ts';
import { GATEWAY_RESPONSE_TYPES } from '../../../shared/gateway/gateway-response-types.ts';
import { decodeUtf8 } from '../../../shared/gateway/payload.ts';
import { contextPath, requestTime } from '../../../shared/gateway/request-context.ts';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { printLine } from '../../../shared/logs/print.ts';
import type { EventOf, TraceEvent } from '../../../shared/model/trace.ts';
import type { Served } from './serve-request.ts';

type AccessFields = Readonly<Record<string, string | undefined>>;

const SEPARATOR = '\u001F';
const PROBE = ['error.responseType', 'error.message', 'error.messageString', 'error.validationErrorString']
  .map((name) => `$context.${name}`)
  .join(SEPARATOR);

/**
 * What `$context.error` held: the data plane shows it to gateway responses alone, so the same request is replayed on a stage whose gateway
 * responses print it.
 */
const errorFields = ({ stage: { api, compiled }, request, endpoint, options }: Served): AccessFields => {
  const gatewayResponses = Object.keys(GATEWAY_RESPONSE_TYPES).map((responseType) => ({
    responseType,
    responseTemplates: { 'application/json': PROBE },
  }));
  const probe = compileStage({ ...api, gatewayResponses }, compiled.settings, compiled.place);
  const replayed = replay(probe, { ...request, headers: request.headers.filter(([name]) => !/^accept$/i.test(name)) }, endpoint, options);
  if (replayed.kind !== 'answered') return {};
  const [responseType, message, messageString, validationErrorString] = decodeUtf8(replayed.response.body).split(SEPARATOR);
  return {
    'error.responseType': responseType,
    'error.message': message,
    'error.messageString': messageString,
    'error.validationErrorString': validationErrorString,
  };
};

const find = <Kind extends TraceEvent['kind']>(trace: readonly TraceEvent[], kind: Kind): EventOf<Kind> | undefined =>
  trace.find((event): event is EventOf<Kind> => event.kind === kind);

/** The execution log's last word before the completion; a function's error has a wording of its own (recorded). */
const integrationError = (trace: readonly TraceEvent[]): string | undefined => {
  const failed = find(trace, 'function-error');
  if (failed) return `Lambda Customer Function Error:${failed.message}`;
  return trace.map((event) => printLine(event)).findLast((line) => line.startsWith('Execution failed'));
};

/** The statusCode that a proxy function returned; for other endpoints their status. */
const integrationStatus = ({ stage, trace, endpoint, resource }: Served): string | undefined => {
  const received = find(trace, 'received');
  if (!received || endpoint?.kind === 'function-error') return undefined;
  const method = stage.api.methods.find(({ path, verb }) => path === resource?.path && verb === resource.verb);
  const isProxy = method?.integration !== 'NONE' && method?.integration?.type === 'AWS_PROXY';
  if (!isProxy || endpoint?.kind !== 'answered') return received.status === undefined ? undefined : String(received.status);
  const output = parseJson(decodeUtf8(endpoint.body));
  return isRecord(output) && typeof output.statusCode === 'number' ? String(output.statusCode) : undefined;
};

const integrationFields = (served: Served): AccessFields => {
  const { trace } = served;
  const received = find(trace, 'received');
  const [status, serviceStatus, latency] = [integrationStatus(served), received?.status?.toString(), received?.latencyMs.toString()];
  const requestId = find(trace, 'endpoint-request-id')?.id;
  const error = integrationError(trace);
  return {
    'integration.status': status,
    'integration.integrationStatus': serviceStatus,
    'integration.latency': latency,
    'integration.requestId': requestId,
    'integration.error': error,
    integrationStatus: serviceStatus,
    integrationLatency: latency,
    integrationErrorMessage: error,
    awsEndpointRequestId: requestId,
  };
};

/**
 * The `$context` variables of an access log, without `$context.`; one that is absent has no value.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export const accessFields = (served: Served): AccessFields => {
  const { stage, request, response, trace, options, resource, at, endedAt } = served;
  const { compiled } = stage;
  const { place, settings, stageName } = compiled;
  const byGateway = !trace.some(({ kind }) => kind === 'success');
  return {
    accountId: place.account,
    apiId: place.apiId,
    deploymentId: settings.deploymentId,
    domainName: place.domainName,
    domainPrefix: place.apiId,
    extendedRequestId: options.extendedRequestId,
    httpMethod: request.method,
    'identity.sourceIp': options.sourceIp,
    'identity.userAgent': firstValue(request.headers, 'User-Agent'),
    path: contextPath({ stageName, request }),
    protocol: 'HTTP/1.1',
    requestId: options.requestId,
    requestTime: requestTime(at),
    requestTimeEpoch: String(at.getTime()),
    resourceId: resource && place.resourceId,
    resourcePath: resource?.path,
    responseLatency: String(endedAt.getTime() - at.getTime()),
    responseLength: String(response.body.byteLength),
    stage: stageName,
    status: String(response.status),
    ...integrationFields(served),
    ...(byGateway && errorFields(served)),
  };
};

const VARIABLE = /\$context\.([A-Za-z]\w*(?:\.\w[\w-]*)*)/g;

/** One line by the stage's own format. Values are not escaped, and what has none is `-`: so does AWS. */
export const printAccessLine = (format: string, fields: AccessFields): string =>
  format.replaceAll(VARIABLE, (_, name: string) => fields[name] || '-');
