import type { EventOf, FailureEvent, TraceEvent } from '../model/trace.ts';
import { CONFIGURATION_ERROR } from './failure-lines.ts';

type Print<Kind extends TraceEvent['kind']> = (event: EventOf<Kind>) => string;
type Failures = { readonly [Kind in FailureEvent['kind']]: Print<Kind> };
type Lines = { readonly [Kind in TraceEvent['kind']]: Print<Kind> };

const configuration = (text: string): string => `${CONFIGURATION_ERROR} ${text}`;
const always = (text: string) => (): string => configuration(text);

/** AWS's newest wording of each failure. HTTP APIs have no execution log: their texts stand as access logs write them. */
const FAILURES: Failures = {
  'malformed-proxy-response': always('Malformed Lambda proxy response'),
  'function-error': ({ message, lambdaRequestId }) =>
    `Lambda execution failed with status 200 due to customer function error: ${message}${lambdaRequestId === undefined ? '' : `. Lambda request id: ${lambdaRequestId}`}`,
  'invocation-failed': ({ status, lambdaRequestId }) =>
    `Lambda invocation failed with status: ${status}${lambdaRequestId === undefined ? '' : `. Lambda request id: ${lambdaRequestId}`}`,
  'rate-exceeded': always('Rate Exceeded.'),
  'invalid-permissions': always('Invalid permissions on Lambda function'),
  'assume-role-denied': ({ role = '' }) => configuration(`API Gateway does not have permission to assume the provided role ${role}`),
  'invalid-method-response': ({ status }) => configuration(`Output mapping refers to an invalid method response: ${status}`),
  'no-output-mapping': ({ endpointStatus }) =>
    configuration(
      `No match for output mapping and no default output mapping configured${endpointStatus === '' ? '' : `. Endpoint Response Status Code: ${endpointStatus}`}`,
    ),
  'base64-decode-failed': always('Unable to base64 decode the body.'),
  'transform-request-failed': always('Unable to transform request'),
  'transform-response-failed': always('Unable to transform response'),
  'mock-status-code-unreadable': always('Unable to parse statusCode. It should be an integer that is defined in the request template.'),
  'invalid-endpoint-address': always('Invalid endpoint address'),
  'illegal-character': ({ index, url = '' }) =>
    configuration(`Illegal character in path${index === undefined ? '' : ` at index ${index}: ${url}`}`),
  'header-already-present': ({ header }) => configuration(`${header} header already present`),
  'certificate-name-mismatch': ({ host, subject }) =>
    configuration(`Host name '${host}' does not match the certificate subject provided by the peer (${subject})`),
  'certificate-untrusted': ({ detail }) => configuration(detail),
  'tls-failed': always('General SSLEngine problem'),
  'internal-error': always('There was an internal error while executing your request'),
  'vpc-link-error': () => 'Execution failed due to an vpc link error',
  'response-too-large': ({ bytes }) =>
    configuration(`Integration response of reported length ${bytes} is larger than allowed maximum of 10485760 bytes.`),
  timeout: () => 'Execution failed due to a timeout error',
  'network-error': ({ detail }) =>
    `Execution failed due to a network error communicating with endpoint${detail === '' ? '' : `: ${detail}`}`,
  'authorizer-error': always('Authorizer error'),
  'policy-unparsable': always('Could not parse policy'),
  'policy-invalid-json': ({ detail }) => configuration(`Invalid JSON in response: ${detail}`),
  'authorizer-configuration-exception': () => 'AuthorizerConfigurationException',
  'response-format-mismatch': ({ field }) =>
    `The response from the Lambda function doesn't match the format that API Gateway expects.${field === undefined ? '' : ` Lambda body contains the wrong type for field "${field}"`}`,
  'authorizer-format-mismatch': ({ detail }) =>
    `The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. ${detail}`,
  'waf-error': ({ detail }) => detail,
  'configuration-error': ({ detail }) => configuration(detail),
};

const LINES: Lines = {
  ...FAILURES,
  'extended-request-id': ({ id }) => `Extended Request Id: ${id}`,
  'usage-plan-check': ({ requestId, apiKey, apiStage }) =>
    `Verifying Usage Plan for request: ${requestId}. API Key: ${apiKey} API Stage: ${apiStage}`,
  'api-key-not-required': ({ method }) =>
    `API Key authorized because method '${method}' does not require API Key. Request will not contribute to throttle or quota limits`,
  'api-key-refused': ({ method, detail }) => `API Key  not authorized because method '${method}' requires API Key and ${detail}`,
  'usage-plan-ok': ({ apiKey, apiStage }) =>
    `Usage Plan check succeeded for API Key${apiKey === '' ? '' : ` ${apiKey}`} and API Stage ${apiStage}`,
  throttled: ({ api, stage, resource, verb, limit, burst }) =>
    `Key throttle limit exceeded for RestApi ${api}, Stage ${stage}, Resource ${resource}, HttpMethod ${verb}. Limit: ${limit} Burst: ${burst}`,
  start: ({ requestId }) => `Starting execution for request: ${requestId}`,
  method: ({ verb, path }) => `HTTP Method: ${verb}, Resource Path: ${path}`,
  'api-key': ({ key }) => `API Key: ${key}`,
  'api-key-id': ({ id }) => `API Key ID: ${id}`,
  'request-path': ({ map }) => `Method request path: ${map}`,
  'request-query': ({ map }) => `Method request query string: ${map}`,
  'request-headers': ({ map }) => `Method request headers: ${map}`,
  'request-body': ({ body }) => `Method request body before transformations: ${body}`,
  'validation-ok': ({ contentType }) => `Request validation succeeded for content type ${contentType}`,
  'validation-failed': ({ contentType, detail }) => `Request body does not match model schema for content type ${contentType}: ${detail}`,
  'request-overrides': ({ overrides }) => `Request parameter overrides: ${overrides}`,
  'endpoint-uri': ({ uri }) => `Endpoint request URI: ${uri}`,
  'endpoint-request-headers': ({ map }) => `Endpoint request headers: ${map}`,
  'endpoint-request-body': ({ body }) => `Endpoint request body after transformations: ${body}`,
  sending: ({ uri }) => `Sending request to ${uri}`,
  received: ({ status, latencyMs }) =>
    `Received response.${status === undefined ? '' : ` Status: ${status},`} Integration latency: ${latencyMs} ms`,
  'endpoint-response-headers': ({ map }) => `Endpoint response headers: ${map}`,
  'endpoint-response-body': ({ body }) => `Endpoint response body before transformations: ${body}`,
  'response-headers': ({ map }) => `Method response headers: ${map}`,
  'response-body': ({ body }) => `Method response body after transformations: ${body}`,
  'gateway-response': ({ responseType, status }) => `Gateway response type: ${responseType} with status code: ${status}`,
  'gateway-response-body': ({ body }) => `Gateway response body: ${body}`,
  'gateway-response-headers': ({ map }) => `Gateway response headers: ${map}`,
  success: () => 'Successfully completed execution',
  completed: ({ status }) => `Method completed with status: ${status}`,
  'endpoint-request-id': ({ id }) => `AWS Integration Endpoint RequestId : ${id}`,
  'xray-trace-id': ({ id }) => `X-ray Tracing ID : ${id}`,
  'authorizer-start': ({ authorizerId, requestId }) => `Starting authorizer: ${authorizerId} for request: ${requestId}`,
  'authorizer-identity': ({ identity }) => `Incoming identity: ${identity}`,
  'authorizer-result': ({ body }) => `Authorizer result body before parsing: ${body}`,
  'authorizer-policy': ({ principal }) => `Using valid authorizer policy for principal: ${principal}`,
  'authorizer-ok': () => 'Successfully completed authorizer execution',
  unauthorized: ({ requestId }) => `Unauthorized request: ${requestId}`,
  other: ({ text }) => text,
};

const printAs = <Kind extends TraceEvent['kind']>(kind: Kind, event: EventOf<Kind>): string => LINES[kind](event);

/** The text of one line, as API Gateway writes it behind its request id: the inverse of `readKnownLine`. */
export const printEvent = (event: TraceEvent): string => printAs(event.kind, event as EventOf<typeof event.kind>);
