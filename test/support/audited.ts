import { audit } from '../../shared/diagnosis/audit/audit.ts';
import type { ApiSnapshot, Integration, Method, StageSettings, StageSnapshot } from '../../shared/model/api.ts';
import type { Audit } from '../../shared/model/audit.ts';
import type { Incident } from '../../shared/model/incident.ts';

export const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
const URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
const BACKEND = 'https://backend.example.com/orders';

export const proxy: Integration = { type: 'AWS_PROXY', httpMethod: 'POST', uri: URI };
export const httpProxy: Integration = { type: 'HTTP_PROXY', httpMethod: 'ANY', uri: BACKEND };

/** Every error that an endpoint can answer with has an entry of its own. */
export const customLambda: Integration = {
  type: 'AWS',
  httpMethod: 'POST',
  uri: URI,
  requestTemplates: { 'application/json': '{"id": "$input.params(\'id\')"}' },
  responses: [
    { selectionPattern: '', statusCode: '200' },
    { selectionPattern: '(\\n|.)+', statusCode: '500', responseTemplates: { 'application/json': '{"message": "Internal error"}' } },
  ],
};

export const http: Integration = {
  type: 'HTTP',
  httpMethod: 'GET',
  uri: BACKEND,
  requestTemplates: {},
  responses: [
    { selectionPattern: '', statusCode: '200' },
    { selectionPattern: '[45]\\d{2}', statusCode: '500' },
  ],
};

const CORS = {
  'method.response.header.Access-Control-Allow-Origin': "'*'",
  'method.response.header.Access-Control-Allow-Methods': "'GET,POST,OPTIONS'",
  'method.response.header.Access-Control-Allow-Headers': "'Content-Type,Authorization'",
};

export const mock: Integration = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: [{ selectionPattern: '', statusCode: '200', responseParameters: CORS }],
};

const HEADERS = Object.fromEntries(Object.keys(CORS).map((name) => [name, false]));

export const methodOf = (name: string, integration: Method['integration'], more: Partial<Method> = {}): Method => {
  const [verb = '', path = ''] = name.split(' ');
  return {
    path,
    verb,
    authorizationType: 'NONE',
    apiKeyRequired: false,
    responses: { '200': { responseParameters: HEADERS }, '500': {} },
    ...(integration !== undefined && { integration }),
    ...more,
  };
};

export const apiOf = (methods: readonly Method[], more: Partial<ApiSnapshot> = {}): ApiSnapshot => ({
  kind: 'REST',
  methods,
  methodsComplete: true,
  binaryMediaTypes: [],
  gatewayResponses: [],
  authorizers: [],
  models: {},
  requestValidators: {},
  ...more,
});

export const incidentOf = (deployed: ApiSnapshot, settings: StageSettings = {}, more: Partial<StageSnapshot> = {}): Incident => ({
  target: { kind: deployed.kind, apiId: 'a1b2c3d4e5', apiName: 'orders-api', stage: 'prod', region: 'eu-west-1', account: '123456789012' },
  stage: {
    kind: deployed.kind,
    apiId: 'a1b2c3d4e5',
    region: 'eu-west-1',
    account: '123456789012',
    settings: { stageName: 'prod', variables: {}, ...settings },
    deployed,
    functions: {},
    roles: {},
    ...more,
  },
  observations: [],
  changes: [],
  metrics: {},
  gaps: [],
});

/** A method of each kind, none of them at fault. */
export const SOUND: readonly Method[] = [
  methodOf('GET /orders', proxy),
  methodOf('POST /orders', customLambda),
  methodOf('OPTIONS /orders', mock),
  methodOf('GET /orders/{id}', http),
  methodOf('ANY /{proxy+}', httpProxy),
];

/** `fails missing-method-response: GET /a, POST /b`, a line for each finding. */
export const findingLines = ({ findings }: Audit): readonly string[] =>
  findings.map(({ effect, cause, methods }) => `${effect} ${cause}: ${methods.map(({ where }) => where).join(', ')}`);

export const auditOf = (methods: readonly Method[], more: Partial<ApiSnapshot> = {}, settings: StageSettings = {}): Audit =>
  audit(incidentOf(apiOf(methods, more), settings));
