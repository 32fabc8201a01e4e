import type { IncidentFile } from '../../shared/model/incident-file.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Everything that could be known of one failing request; each source alone is a cut of it. */
export interface Family {
  readonly config: NonNullable<IncidentFile['config']>;
  /** The execution log at INFO with data trace, without prefixes. */
  readonly trace: readonly string[];
  /** `$context` names without the prefix; the rest is absent. */
  readonly access: Readonly<Record<string, string>>;
  readonly exchange: Raw;
  readonly functionLog?: { readonly name: string; readonly lines: readonly string[] };
}

export const REQUEST = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const INVOCATION = 'c1f2a3b4-1111-4222-8333-9a8b7c6d5e4f';
const EXEC_FAILED = 'Execution failed due to configuration error: ';

const functionArn = (name: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const uriOf = (name: string): string => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
const urlOf = (name: string): string => `https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/${functionArn(name)}/invocations`;
const E500 = {
  headers: { 'x-amzn-requestid': REQUEST, 'x-amzn-errortype': 'InternalServerErrorException' },
  body: '{"message": "Internal server error"}',
};

const resource = (path: string, verb: string, methodIntegration: Raw, more: Raw = {}) => ({
  resources: [{ path, resourceMethods: { [verb]: { httpMethod: verb, authorizationType: 'NONE', methodIntegration, ...more } } }],
});
const proxy = (name: string) => ({ type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf(name) });

const began = (verb: string, path: string): readonly string[] => [
  `Starting execution for request: ${REQUEST}`,
  `HTTP Method: ${verb}, Resource Path: ${path}`,
  'Method request headers: {Accept=application/json, Content-Type=application/json}',
];

const invoked = (name: string, output: string, more = ''): readonly string[] => [
  `Sending request to ${urlOf(name)}`,
  'Received response. Status: 200, Integration latency: 31 ms',
  `Endpoint response headers: {Content-Type=application/json, Content-Length=${output.length}${more}}`,
  `Endpoint response body before transformations: ${output}`,
];

const failed = (name: string, message: string): readonly string[] => [
  ...invoked(name, JSON.stringify({ errorMessage: message, errorType: 'Error' }), ', X-Amz-Function-Error=Unhandled'),
  `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: ${INVOCATION}`,
];

const ran = (name: string, ...lines: readonly string[]) => ({
  name,
  lines: [
    `START RequestId: ${INVOCATION} Version: $LATEST`,
    ...lines,
    `END RequestId: ${INVOCATION}`,
    `REPORT RequestId: ${INVOCATION}\tDuration: 31.00 ms\tBilled Duration: 31 ms\tMemory Size: 256 MB\tMax Memory Used: 80 MB`,
  ],
});

const threw = JSON.stringify({ errorType: 'TypeError', errorMessage: 'parcel is undefined', stack: ['TypeError: parcel is undefined'] });
const document = '{"errorMessage":"parcel is undefined","errorType":"TypeError"}';
const binaryTypes = { restApi: { binaryMediaTypes: ['*/*'] } };

/** One for each family of causes, by the cause at work. */
export const FAMILIES = {
  'lambda-function-error': {
    config: resource('/parcels', 'GET', proxy('parcels')),
    trace: [...began('GET', '/parcels'), ...failed('parcels', 'parcel is undefined'), 'Method completed with status: 502'],
    access: {
      status: '502',
      'error.responseType': 'INTEGRATION_FAILURE',
      'integration.error': 'Lambda Customer Function Error:parcel is undefined',
      'integration.integrationStatus': '200',
      'integration.requestId': INVOCATION,
    },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 502, ...E500 } },
    functionLog: ran('parcels', `2026-11-20T14:05:00.000Z\t${INVOCATION}\tERROR\tInvoke Error \t${threw}`),
  },
  'malformed-proxy-response': {
    config: resource('/parcels', 'GET', proxy('parcels')),
    trace: [
      ...began('GET', '/parcels'),
      ...invoked('parcels', '{"statusCode":200,"body":{"id":1}}'),
      `${EXEC_FAILED}Malformed Lambda proxy response`,
      'Method completed with status: 502',
    ],
    access: {
      status: '502',
      'error.responseType': 'INTEGRATION_FAILURE',
      'integration.error': `${EXEC_FAILED}Malformed Lambda proxy response`,
      'integration.requestId': INVOCATION,
    },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 502, ...E500 } },
    functionLog: ran('parcels'),
  },
  'lambda-timeout': {
    config: resource('/parcels', 'GET', proxy('parcels')),
    trace: [
      ...began('GET', '/parcels'),
      ...failed('parcels', '2026-11-20T14:05:03.000Z Task timed out after 3.00 seconds'),
      'Method completed with status: 502',
    ],
    access: {
      status: '502',
      'error.responseType': 'INTEGRATION_FAILURE',
      'integration.error': 'Lambda Customer Function Error:2026-11-20T14:05:03.000Z Task timed out after 3.00 seconds',
      'integration.requestId': INVOCATION,
    },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 502, ...E500 } },
    functionLog: ran('parcels', `2026-11-20T14:05:03.000Z ${INVOCATION} Task timed out after 3.00 seconds`),
  },
  'lambda-invoke-permission-missing': {
    config: { ...resource('/parcels', 'GET', proxy('parcels')), functions: { [functionArn('parcels')]: { policy: null } } },
    trace: [
      ...began('GET', '/parcels'),
      `Sending request to ${urlOf('parcels')}`,
      `${EXEC_FAILED}Invalid permissions on Lambda function`,
      'Method completed with status: 500',
    ],
    access: {
      status: '500',
      'error.responseType': 'API_CONFIGURATION_ERROR',
      'integration.error': `${EXEC_FAILED}Invalid permissions on Lambda function`,
    },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 500, ...E500 } },
  },
  'missing-method-response': {
    config: resource('/parcels', 'GET', {
      type: 'HTTP',
      httpMethod: 'GET',
      uri: 'https://parcels.example.com/parcels',
      integrationResponses: { 200: { statusCode: '200' } },
    }),
    trace: [
      ...began('GET', '/parcels'),
      'Sending request to https://parcels.example.com/parcels',
      'Received response. Status: 200, Integration latency: 8 ms',
      `${EXEC_FAILED}Output mapping refers to an invalid method response: 200`,
      'Method completed with status: 500',
    ],
    access: {
      status: '500',
      'error.responseType': 'API_CONFIGURATION_ERROR',
      'integration.error': `${EXEC_FAILED}Output mapping refers to an invalid method response: 200`,
    },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 500, ...E500 } },
  },
  'mock-binary-media-types': {
    config: {
      ...binaryTypes,
      ...resource('/parcels', 'OPTIONS', {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        integrationResponses: { 200: { statusCode: '200' } },
      }),
    },
    trace: [
      `Starting execution for request: ${REQUEST}`,
      'HTTP Method: OPTIONS, Resource Path: /parcels',
      'Method request body before transformations: [Binary Data]',
      `${EXEC_FAILED}Unable to transform request`,
      'Method completed with status: 500',
    ],
    access: { status: '500', 'error.responseType': 'DEFAULT_5XX', 'integration.error': `${EXEC_FAILED}Unable to transform request` },
    exchange: { request: { method: 'OPTIONS', path: '/parcels' }, response: { status: 500, ...E500 } },
  },
  'integration-timeout': {
    config: resource('/parcels', 'GET', { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'https://parcels.example.com/parcels' }),
    trace: [
      ...began('GET', '/parcels'),
      'Sending request to https://parcels.example.com/parcels',
      'Execution failed due to a timeout error',
      'Method completed with status: 504',
    ],
    access: {
      status: '504',
      'error.responseType': 'INTEGRATION_TIMEOUT',
      'error.message': 'Endpoint request timed out',
      'integration.error': 'Execution failed due to a timeout error',
    },
    exchange: {
      request: { method: 'GET', path: '/parcels' },
      response: { status: 504, body: '{"message": "Endpoint request timed out"}' },
    },
  },
  'authorizer-malformed-policy': {
    config: {
      ...resource('/parcels', 'GET', proxy('parcels'), { authorizationType: 'CUSTOM', authorizerId: 'a1' }),
      authorizers: [{ id: 'a1', name: 'gate', type: 'TOKEN', authorizerUri: uriOf('gate') }],
    },
    trace: [
      ...began('GET', '/parcels'),
      `Starting authorizer: a1 for request: ${REQUEST}`,
      'Authorizer result body before parsing: null',
      `${EXEC_FAILED}Could not parse policy`,
      'AuthorizerConfigurationException',
      'Method completed with status: 500',
    ],
    access: {
      status: '500',
      'error.responseType': 'AUTHORIZER_CONFIGURATION_ERROR',
      'authorizer.error': `${EXEC_FAILED}Could not parse policy`,
    },
    exchange: {
      request: { method: 'GET', path: '/parcels' },
      response: {
        status: 500,
        headers: { 'x-amzn-requestid': REQUEST, 'x-amzn-errortype': 'AuthorizerConfigurationException' },
        body: '{"message":null}',
      },
    },
    functionLog: ran('gate'),
  },
  'request-template-error': {
    config: {
      restApi: { binaryMediaTypes: [] },
      ...resource('/parcels', 'POST', {
        type: 'AWS',
        httpMethod: 'POST',
        uri: uriOf('parcels'),
        requestTemplates: { 'application/json': '#set($x = ' },
        integrationResponses: { 200: { statusCode: '200' } },
      }),
    },
    trace: [
      ...began('POST', '/parcels'),
      'Method request body before transformations: {"id":1}',
      `${EXEC_FAILED}Unable to transform request`,
      'Method completed with status: 500',
    ],
    access: {
      status: '500',
      'error.responseType': 'API_CONFIGURATION_ERROR',
      'integration.error': `${EXEC_FAILED}Unable to transform request`,
    },
    exchange: {
      request: { method: 'POST', path: '/parcels', headers: { 'Content-Type': 'application/json' }, body: '{"id":1}' },
      response: { status: 500, ...E500 },
    },
  },
  'lambda-error-as-success': {
    config: resource('/parcels', 'GET', {
      type: 'AWS',
      httpMethod: 'POST',
      uri: uriOf('parcels'),
      integrationResponses: { 200: { statusCode: '200' } },
    }),
    trace: [
      ...began('GET', '/parcels'),
      ...invoked('parcels', document, ', X-Amz-Function-Error=Unhandled'),
      `Method response body after transformations: ${document}`,
      'Successfully completed execution',
      'Method completed with status: 200',
    ],
    access: { status: '200', 'integration.integrationStatus': '200', 'integration.requestId': INVOCATION },
    exchange: { request: { method: 'GET', path: '/parcels' }, response: { status: 200, body: document } },
    functionLog: ran('parcels', `2026-11-20T14:05:00.000Z\t${INVOCATION}\tERROR\tInvoke Error \t${threw}`),
  },
  'missing-route': {
    config: resource('/parcels', 'GET', proxy('parcels')),
    trace: [],
    access: {
      status: '403',
      httpMethod: 'GET',
      path: '/prod/parcel',
      'error.responseType': 'MISSING_AUTHENTICATION_TOKEN',
      'error.message': 'Missing Authentication Token',
    },
    exchange: {
      request: { method: 'GET', path: '/parcel' },
      response: {
        status: 403,
        headers: { 'x-amzn-requestid': REQUEST, 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
        body: '{"message":"Missing Authentication Token"}',
      },
    },
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyId = keyof typeof FAMILIES;
