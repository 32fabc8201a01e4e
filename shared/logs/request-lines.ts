import type { FailureEvent, TraceEvent } from '../model/trace.ts';
import type { FormsOf } from './form.ts';

export type RequestKind = Exclude<TraceEvent['kind'], FailureEvent['kind'] | 'other'>;

/**
 * The lines of a request's way through the gateway, AWS's text verbatim, newest wording first, older ones behind it. REST deployed logs and
 * console Test logs share them; https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html names the levels.
 */
export const REQUEST_LINES: { readonly [Kind in RequestKind]: FormsOf<Kind> } = {
  'extended-request-id': ['Extended Request Id: {id}'],
  'usage-plan-check': [
    'Verifying Usage Plan for request: {requestId}. API Key: {apiKey} API Stage: {apiStage}',
    ['Verifying Usage Plan for request: {requestId}. API Key:  API Stage: {apiStage}', { apiKey: '' }],
    ['Verifying Usage Plan for request: {requestId}. API Key: API Stage: {apiStage}', { apiKey: '' }],
  ],
  'api-key-not-required': [
    "API Key authorized because method '{method}' does not require API Key. Request will not contribute to throttle or quota limits",
    "API Key authorized because method '{method}' does not require API Key{}",
  ],
  'api-key-refused': [
    "API Key not authorized because method '{method}' requires API Key and {detail}",
    "API Key {} not authorized because method '{method}' requires API Key and {detail}",
  ],
  'usage-plan-ok': [
    'Usage Plan check succeeded for API Key {apiKey} and API Stage {apiStage}',
    ['Usage Plan check succeeded for API Key  and API Stage {apiStage}', { apiKey: '' }],
    ['Usage Plan check succeeded for API Key and API Stage {apiStage}', { apiKey: '' }],
  ],
  throttled: [
    'Key throttle limit exceeded for RestApi {api}, Stage {stage}, Resource {resource}, HttpMethod {verb}. Limit: {limit:word} Burst: {burst:word}',
  ],
  start: ['Starting execution for request: {requestId}'],
  method: ['HTTP Method: {verb:word}, Resource Path: {path}'],
  'api-key': ['API Key: {key}'],
  'api-key-id': ['API Key ID: {id}'],
  'request-path': ['Method request path: {map:map}'],
  'request-query': ['Method request query string: {map:map}'],
  'request-headers': ['Method request headers: {map:map}'],
  'request-body': ['Method request body before transformations: {body:body}'],
  'validation-ok': ['Request validation succeeded for content type {contentType}'],
  'validation-failed': ['Request body does not match model schema for content type {contentType}: {detail:text}'],
  'request-overrides': ['Request parameter overrides: {overrides}'],
  'endpoint-uri': ['Endpoint request URI: {uri}'],
  'endpoint-request-headers': ['Endpoint request headers: {map:map}'],
  'endpoint-request-body': ['Endpoint request body after transformations: {body:body}'],
  sending: ['Sending request to {uri}'],
  received: [
    'Received response. Status: {status:int}, Integration latency: {latencyMs:int} ms',
    'Received response. Integration latency: {latencyMs:int} ms',
  ],
  'endpoint-response-headers': ['Endpoint response headers: {map:map}'],
  'endpoint-response-body': ['Endpoint response body before transformations: {body:body}'],
  'response-headers': ['Method response headers: {map:map}'],
  'response-body': ['Method response body after transformations: {body:body}'],
  'gateway-response': ['Gateway response type: {responseType:word} with status code: {status:int}'],
  'gateway-response-body': ['Gateway response body: {body:body}'],
  'gateway-response-headers': ['Gateway response headers: {map:map}'],
  success: ['Successfully completed execution'],
  completed: ['Method completed with status: {status:int}'],
  'endpoint-request-id': ['AWS Integration Endpoint RequestId : {id}', 'AWS Integration Endpoint RequestId: {id}'],
  'xray-trace-id': ['X-ray Tracing ID : {id}', 'X-ray Tracing ID: {id}'],
  'authorizer-start': ['Starting authorizer: {authorizerId} for request: {requestId}'],
  'authorizer-identity': ['Incoming identity: {identity}'],
  'authorizer-result': ['Authorizer result body before parsing: {body:body}'],
  'authorizer-policy': ['Using valid authorizer policy for principal: {principal}'],
  'authorizer-ok': ['Successfully completed authorizer execution'],
  unauthorized: ['Unauthorized request: {requestId}'],
};
