import { describe, expect, test } from 'vitest';
import { audit } from '../../../../shared/diagnosis/audit/audit.ts';
import type { ApiSnapshot, Integration, Method, StageSettings } from '../../../../shared/model/api.ts';
import {
  apiOf,
  auditOf,
  customLambda,
  FUNCTION,
  findingLines,
  http,
  httpProxy,
  incidentOf,
  methodOf,
  mock,
  proxy,
  SOUND,
} from '../../../support/audited.ts';

interface Fault {
  readonly title: string;
  readonly methods: readonly Method[];
  readonly api?: Partial<ApiSnapshot>;
  readonly settings?: StageSettings;
  readonly found: readonly string[];
  readonly changes?: readonly object[];
  readonly proof?: string;
}

const at = (path: string, verb: string) => ({ path, verb });
const undeclared: Integration = { ...http, responses: [{ selectionPattern: '', statusCode: '201' }] };

const FAULTS: readonly Fault[] = [
  {
    title: 'a status that two methods do not declare',
    methods: [methodOf('GET /a', undeclared), methodOf('POST /b', undeclared)],
    found: ['fails missing-method-response: GET /a, POST /b'],
    changes: [{ kind: 'add-method-response', ...at('/a', 'GET'), statusCode: '201' }],
    proof: 'proven',
  },
  {
    title: 'a MOCK whose body a list turns into bytes',
    methods: [methodOf('OPTIONS /a', mock)],
    api: { binaryMediaTypes: ['*/*'] },
    found: ['fails mock-binary-media-types: OPTIONS /a', 'fails content-handling-mismatch: POST /orders'],
    changes: [{ kind: 'set-request-content-handling', ...at('/a', 'OPTIONS'), contentHandling: 'CONVERT_TO_TEXT' }],
    proof: 'proven',
  },
  {
    title: 'a MOCK whose template gives no status code',
    methods: [methodOf('GET /a', { ...mock, requestTemplates: { 'application/json': '{"status": 200}' } })],
    found: ['fails mock-status-code-missing: GET /a'],
  },
  {
    title: 'no entry for a success, behind an authorizer',
    methods: [
      methodOf('GET /a', { ...http, responses: [{ selectionPattern: '5\\d{2}', statusCode: '500' }] }, { authorizationType: 'AWS_IAM' }),
    ],
    found: ['fails no-default-integration-response: GET /a'],
    proof: 'proven',
  },
  {
    title: 'a function that is asked with GET',
    methods: [methodOf('GET /a', { ...proxy, httpMethod: 'GET' })],
    found: ['fails integration-http-method-not-post: GET /a'],
    changes: [{ kind: 'set-integration-http-method', ...at('/a', 'GET'), httpMethod: 'POST' }],
    proof: 'proven',
  },
  {
    title: 'a stage variable that the stage does not have',
    methods: [methodOf('GET /a', { ...httpProxy, uri: 'https://${stageVariables.host}/a' })],
    found: ['fails stage-variable-unresolved: GET /a'],
    proof: 'reproduced',
  },
  {
    title: 'a mapping onto a header that the gateway writes itself',
    methods: [methodOf('GET /a', { ...http, requestParameters: { 'integration.request.header.Content-Length': "'0'" } })],
    found: ['fails illegal-header-mapping: GET /a'],
    changes: [{ kind: 'remove-request-mapping', ...at('/a', 'GET'), parameter: 'integration.request.header.Content-Length' }],
    proof: 'proven',
  },
  {
    title: 'a method without an integration',
    methods: [methodOf('GET /a', 'NONE')],
    found: ['fails missing-integration: GET /a'],
  },
  {
    title: 'an entry for errors whose status is not declared',
    methods: [
      methodOf('GET /a', {
        ...http,
        responses: [
          { selectionPattern: '', statusCode: '200' },
          { selectionPattern: '[45]\\d{2}', statusCode: '502' },
        ],
      }),
    ],
    found: ['fails-on-error missing-method-response: GET /a'],
    changes: [{ kind: 'add-method-response', ...at('/a', 'GET'), statusCode: '502' }],
    proof: 'proven',
  },
  {
    title: 'a preflight that is asked for credentials',
    methods: [methodOf('OPTIONS /a', mock, { authorizationType: 'AWS_IAM' })],
    found: ['wrong-setting cors-preflight-failure: OPTIONS /a'],
  },
  {
    title: 'a glob where AWS takes a regular expression',
    methods: [
      methodOf('GET /a', {
        ...customLambda,
        responses: [
          { selectionPattern: '', statusCode: '200' },
          { selectionPattern: '*Error*', statusCode: '500' },
        ],
      }),
    ],
    found: ['hides-error selection-pattern-mismatch: GET /a'],
  },
  {
    title: 'a lone default behind which errors leave as successes',
    methods: [
      methodOf('GET /a', { ...http, responses: [{ selectionPattern: '', statusCode: '200' }] }),
      methodOf('POST /a', { ...customLambda, responses: [{ selectionPattern: '', statusCode: '200' }] }),
    ],
    found: ['hides-error lambda-error-as-success: POST /a', 'hides-error backend-error-as-success: GET /a'],
    proof: 'proven',
  },
];

describe('a planted fault is found on its methods, and on no other', () => {
  test.for(FAULTS)('$title', ({ methods, api = {}, settings = {}, found, changes, proof }) => {
    const sound = api.binaryMediaTypes ? SOUND.filter(({ verb }) => verb !== 'OPTIONS') : SOUND;
    const audited = auditOf([...methods, ...sound], api, settings);
    expect(findingLines(audited)).toEqual(found);
    expect(audited.methods).toEqual({ configured: methods.length + sound.length, lookedAt: methods.length + sound.length });
    const [first] = audited.findings[0]?.methods ?? [];
    expect(first?.strength).not.toBe('suggested');
    if (proof !== undefined) expect(first?.proof.kind).toBe(proof);
    if (changes !== undefined) expect(first?.repair).toMatchObject({ kind: 'config', changes: expect.arrayContaining([...changes]) });
  });

  test('a policy that keeps the gateway out, where the policy is known', () => {
    const policy = { Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'lambda:InvokeFunction' }] };
    const incident = incidentOf(apiOf(SOUND), {}, { functions: { [FUNCTION]: { policy } } });
    expect(findingLines(audit(incident))).toEqual(['fails lambda-invoke-permission-missing: GET /orders, POST /orders']);
  });
});

const PNG = 'iVBORw0KGgo=';

const SOUND_ONES: readonly (readonly [title: string, method: Method, api?: Partial<ApiSnapshot>])[] = [
  [
    'a body that may be any type, kept away from the MOCK',
    methodOf('OPTIONS /a', { ...mock, contentHandling: 'CONVERT_TO_TEXT' }),
    { binaryMediaTypes: ['*/*'] },
  ],
  [
    'a function that hands a file over as base64',
    methodOf('GET /a', {
      ...customLambda,
      requestTemplates: { 'application/json': '{}' },
      responses: [
        { selectionPattern: '', statusCode: '200', contentHandling: 'CONVERT_TO_BINARY' },
        { selectionPattern: '(\\n|.)+', statusCode: '500' },
      ],
    }),
    { binaryMediaTypes: ['image/png'] },
  ],
  [
    'a form alone is taken, and JSON is refused',
    methodOf('POST /a', {
      ...customLambda,
      passthroughBehavior: 'NEVER',
      requestTemplates: { 'application/x-www-form-urlencoded': '{"form": "sent"}' },
    }),
  ],
  [
    'a template that reads a document inside a document',
    methodOf('GET /a', {
      ...http,
      responses: [
        {
          selectionPattern: '',
          statusCode: '200',
          responseTemplates: { 'application/json': "#set($inner = $util.parseJson($input.path('$.payload')))$inner.id" },
        },
        { selectionPattern: '[45]\\d{2}', statusCode: '500' },
      ],
    }),
  ],
  [
    'a form on one line behind a directive',
    methodOf('PUT /a', {
      type: 'AWS',
      httpMethod: 'POST',
      uri: 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders',
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: { 'application/json': "#set($q = '\"')\nAction=SendMessage&MessageBody=$util.urlEncode($input.body)" },
      responses: [
        { selectionPattern: '2\\d{2}', statusCode: '200' },
        { selectionPattern: '', statusCode: '500' },
      ],
    }),
  ],
  [
    'a MOCK of a fixed file',
    methodOf('GET /a', { ...mock, responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: { 'text/plain': PNG } }] }),
  ],
];

describe('nobody is alarmed about a sound stage', () => {
  test('with a method of each kind', () => {
    expect(auditOf(SOUND)).toMatchObject({ methods: { configured: 5, lookedAt: 5 }, findings: [], notReplayed: [], gaps: [] });
  });

  test.for([
    ['AWS_IAM', undefined],
    ['CUSTOM', 'a1'],
  ] as const)('whose callers are asked for credentials: %s', ([authorizationType, authorizerId]) => {
    const guarded = SOUND.map((method) =>
      method.verb === 'OPTIONS' ? method : { ...method, authorizationType, ...(authorizerId && { authorizerId }), apiKeyRequired: true },
    );
    expect(auditOf(guarded).findings).toEqual([]);
  });

  test('with a canary', () => {
    expect(auditOf(SOUND, {}, { canary: { percentTraffic: 10 } }).findings).toEqual([]);
  });

  test.for(SOUND_ONES)('%s', ([, method, api]) => {
    expect(auditOf([method], api ?? {}).findings).toEqual([]);
  });
});

describe('what an audit looks at', () => {
  test('the configuration alone: requests, changes and gaps of logs make no difference', () => {
    const incident = incidentOf(apiOf(SOUND));
    const seen = {
      id: 'r1',
      sources: ['exchange'],
      request: { method: 'GET', path: '/orders' },
      events: [],
      response: { status: 504 },
      functionLog: [],
    } as const;
    const gap = { kind: 'logging-disabled', what: 'execution log', why: '', remedy: '' } as const;
    const changes = [{ event: 'DeleteMethod' }];
    expect(audit({ ...incident, observations: [{ observation: seen, weight: 9 }], changes, gaps: [gap] })).toEqual(audit(incident));
  });

  test('what it cannot replay is counted with the reason', () => {
    const { uri: _uri, ...nowhere } = customLambda;
    const { notReplayed } = auditOf([methodOf('GET /a', nowhere), methodOf('GET /b', nowhere), ...SOUND]);
    expect(notReplayed).toHaveLength(2);
    expect(notReplayed[0]).toMatchObject({ methods: ['GET /a'], reason: expect.stringContaining('the uri of the integration of GET /a') });
  });

  test('of an HTTP API what its settings say', () => {
    const { notReplayed, findings } = auditOf([methodOf('GET /a', httpProxy)], { kind: 'HTTP' });
    expect(findings).toEqual([]);
    expect(notReplayed).toMatchObject([{ methods: ['GET /a'], reason: expect.stringContaining('of kind HTTP') }]);
  });

  test('nothing, where nothing is known', () => {
    const { stage, ...incident } = incidentOf(apiOf([]));
    const { deployed: _deployed, ...unknown } = stage;
    expect(audit({ ...incident, stage: unknown })).toMatchObject({ methods: { configured: 0, lookedAt: 0 }, findings: [] });
  });

  test('at most 500 methods, and it says how many there are', () => {
    const methods = Array.from({ length: 600 }, (_, index) => methodOf(`GET /r${index}`, 'NONE'));
    const { methods: counted, findings } = auditOf(methods);
    expect(counted).toEqual({ configured: 600, lookedAt: 500 });
    expect(findings[0]?.methods).toHaveLength(500);
  });

  test('the repair of five methods is replayed beside their neighbours, the others are only seen to fail', () => {
    const methods = Array.from({ length: 7 }, (_, index) => methodOf(`GET /r${index}`, undeclared));
    const kinds = auditOf(methods).findings[0]?.methods.map(({ proof }) => proof.kind);
    expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'proven'), 'not-attempted', 'not-attempted']);
  });
});
