import type { Target } from '../../shared/model/diagnosis.ts';
import type { ChangeKind, ChangeOf } from '../../shared/model/repair.ts';
import { target } from './pet-store.ts';

export const rest = target;
export const http: Target = { ...rest, kind: 'HTTP' };
const pets = { path: '/pets/{petId}', verb: 'GET' };

/** One change of each kind, as goldens show it. */
export const CHANGES: { readonly [Kind in ChangeKind]: ChangeOf<Kind> } = {
  'set-request-content-handling': { kind: 'set-request-content-handling', ...pets, contentHandling: 'CONVERT_TO_TEXT' },
  'set-response-content-handling': { kind: 'set-response-content-handling', ...pets, statusCode: '200', contentHandling: 'NONE' },
  'add-binary-media-type': { kind: 'add-binary-media-type', mediaType: 'image/png' },
  'remove-binary-media-type': { kind: 'remove-binary-media-type', mediaType: '*/*' },
  'add-method-response': { kind: 'add-method-response', ...pets, statusCode: '404' },
  'put-integration-response': {
    kind: 'put-integration-response',
    ...pets,
    statusCode: '400',
    selectionPattern: "Invalid.*|it's (\\n|.)*",
    responseTemplates: { 'application/json': '{"message": "$input.path(\'$.errorMessage\')"}' },
  },
  'set-request-template': {
    kind: 'set-request-template',
    ...pets,
    mediaType: 'application/json',
    template: '{"id": "$input.params(\'petId\')"}\n',
  },
  'set-cache-key-parameters': {
    kind: 'set-cache-key-parameters',
    ...pets,
    parameters: ['method.request.path.petId', 'method.request.querystring.page'],
  },
  'set-integration-type': { kind: 'set-integration-type', ...pets, type: 'AWS_PROXY' },
  'set-integration-http-method': { kind: 'set-integration-http-method', ...pets, httpMethod: 'POST' },
  'map-path-parameter': { kind: 'map-path-parameter', ...pets, name: 'petId' },
  'remove-request-mapping': { kind: 'remove-request-mapping', ...pets, parameter: 'integration.request.header.Content-Length' },
  'set-integration-timeout': { kind: 'set-integration-timeout', ...pets, timeoutInMillis: 29_000 },
  'allow-invoke': {
    kind: 'allow-invoke',
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:pets-get:live',
    sourceArn: 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*/GET/pets/*',
  },
  'set-passthrough-behavior': { kind: 'set-passthrough-behavior', ...pets, passthroughBehavior: 'WHEN_NO_MATCH' },
  'set-response-template': {
    kind: 'set-response-template',
    ...pets,
    statusCode: '200',
    mediaType: 'application/json',
    template: "#set($pet = $input.path('$'))\n{\n  \"name\": $input.json('$.name')\n}\n",
  },
  'set-response-header': {
    kind: 'set-response-header',
    ...pets,
    statusCode: '200',
    header: 'Access-Control-Allow-Origin',
    value: "'*'",
  },
  'set-request-mapping': {
    kind: 'set-request-mapping',
    ...pets,
    parameter: 'integration.request.header.X-Tenant',
    value: 'method.request.header.X-Tenant',
  },
  'set-integration-uri': { kind: 'set-integration-uri', ...pets, uri: 'https://${stageVariables.host}/pets/{petId}' },
  'remove-method-authorization': { kind: 'remove-method-authorization', path: '/pets', verb: 'OPTIONS' },
  'set-gateway-response': {
    kind: 'set-gateway-response',
    responseType: 'DEFAULT_5XX',
    statusCode: 'NONE',
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
  },
  'set-stage-variable': { kind: 'set-stage-variable', name: 'host', value: 'pets.example.com' },
  'trust-api-gateway': { kind: 'trust-api-gateway', roleArn: 'arn:aws:iam::111122223333:role/service-role/pets-integration' },
  'allow-role-action': {
    kind: 'allow-role-action',
    roleArn: 'arn:aws:iam::111122223333:role/service-role/pets-integration',
    action: 'states:StartExecution',
    resource: 'arn:aws:states:eu-west-1:111122223333:stateMachine:pets',
  },
  'set-function-timeout': { kind: 'set-function-timeout', functionName: 'pets-get', seconds: 10 },
  'flush-stage-cache': { kind: 'flush-stage-cache' },
  'enable-logging': { kind: 'enable-logging', level: 'ERROR' },
  'redeploy-stage': { kind: 'redeploy-stage' },
};
