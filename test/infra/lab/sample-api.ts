import type { LabApi, LabHttpApi } from '../../../infra/lab/lab-api.ts';

/** One REST API with a MOCK, a Lambda proxy and an HTTP integration: small, and every member that the control plane spells oddly. */
export const BOOKS: LabApi = {
  restApi: {
    id: 'bk12ooks34',
    name: 'books',
    createdDate: new Date('2026-11-01T08:00:00Z'),
    binaryMediaTypes: ['image/png'],
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['REGIONAL'] },
  },
  stages: [
    {
      settings: {
        stageName: 'live',
        deploymentId: 'dep111',
        methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } },
        variables: { colour: 'green' },
        lastUpdatedDate: new Date('2026-11-20T10:00:00Z'),
      },
    },
    { settings: { stageName: 'old', deploymentId: 'dep000' }, deployedResources: [{ id: 'r0', path: '/' }] },
  ],
  resources: [
    { id: 'r0', path: '/' },
    {
      id: 'r1',
      parentId: 'r0',
      path: '/books/{isbn}',
      pathPart: '{isbn}',
      resourceMethods: {
        OPTIONS: {
          httpMethod: 'OPTIONS',
          authorizationType: 'NONE',
          methodResponses: {
            '200': { statusCode: '200', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': false } },
          },
          methodIntegration: {
            type: 'MOCK',
            passthroughBehavior: 'WHEN_NO_MATCH',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            timeoutInMillis: 29_000,
            integrationResponses: {
              '200': { statusCode: '200', responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" } },
            },
          },
        },
        GET: {
          httpMethod: 'GET',
          authorizationType: 'NONE',
          apiKeyRequired: true,
          requestParameters: { 'method.request.path.isbn': true },
          methodResponses: { '200': { statusCode: '200', responseModels: { 'application/json': 'Empty' } } },
          methodIntegration: {
            type: 'HTTP',
            httpMethod: 'GET',
            uri: 'https://books.example.com/{isbn}',
            contentHandling: 'CONVERT_TO_TEXT',
            timeoutInMillis: 5000,
            integrationResponses: {
              '200': { statusCode: '200' },
              '404': { statusCode: '404', selectionPattern: '4..' },
            },
          },
        },
      },
    },
  ],
  gatewayResponses: [
    { responseType: 'DEFAULT_5XX', responseParameters: {}, responseTemplates: { 'application/json': '{}' }, defaultResponse: false },
  ],
  authorizers: [{ id: 'auth01', name: 'tokens', type: 'TOKEN', identitySource: 'method.request.header.Authorization' }],
  deployments: [{ id: 'dep111', createdDate: new Date('2026-11-20T10:00:00Z') }, { id: 'dep000' }],
};

export const CHAT: LabHttpApi = {
  api: {
    ApiId: 'ch12at3456',
    Name: 'chat',
    ProtocolType: 'HTTP',
    RouteSelectionExpression: '$request.method $request.path',
    CorsConfiguration: { AllowOrigins: ['*'] },
    CreatedDate: new Date('2026-11-01T08:00:00Z'),
  },
  stages: [
    {
      StageName: '$default',
      AutoDeploy: true,
      StageVariables: { UpperCase: 'kept' },
      RouteSettings: { 'GET /Rooms': { DetailedMetricsEnabled: true } },
      AccessLogSettings: { DestinationArn: 'arn:aws:logs:eu-west-1:000000000000:log-group:chat', Format: '$context.requestId' },
    },
  ],
  routes: [{ RouteId: 'rt1', RouteKey: 'GET /Rooms', Target: 'integrations/in1' }],
  integrations: [
    { IntegrationId: 'in1', IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0', RequestParameters: { 'append:header.X': 'Y' } },
  ],
  authorizers: [{ AuthorizerId: 'au1', Name: 'jwt', AuthorizerType: 'JWT', JwtConfiguration: { Audience: ['chat'] } }],
};
