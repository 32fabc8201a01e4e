import type { Diagnosis, NamedCause, Target } from '../../shared/model/diagnosis.ts';
import type { LogLine } from '../../shared/model/trace.ts';

const target: Target = {
  kind: 'REST',
  apiId: 'a1b2c3d4e5',
  apiName: 'pet-store',
  stage: 'prod',
  region: 'eu-west-1',
  account: '111122223333',
};
const window = { from: new Date('2026-11-20T14:00:00Z'), to: new Date('2026-11-20T14:10:00Z') };

const logged = (text: string, at = '2026-11-20T14:03:21.512Z'): LogLine => ({
  source: 'execution-log',
  text,
  requestId: '5f1c2a7e-93b1-4d52-9f0e-2f6f3a1f7d10',
  at: new Date(at),
});

const mockPreflight: NamedCause = {
  cause: 'mock-binary-media-types',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html',
  strength: 'confirmed',
  what: 'OPTIONS /pets is a MOCK, and */* in the binary media types turns every request body into bytes.',
  why: 'A mapping template cannot read bytes, so the preflight answers 500 and browsers report a CORS error.',
  todo: 'Set contentHandling to CONVERT_TO_TEXT on the integration of every MOCK, then redeploy the stage.',
  where: 'OPTIONS /pets',
  proof: { kind: 'proven', replayed: '500 Internal server error', repaired: '200', neighbours: 12, assumptions: [] },
  share: { requests: 14, of: 20 },
  evidence: [
    { kind: 'log-line', line: logged('Method request body before transformations: [Binary Data]') },
    {
      kind: 'log-line',
      line: logged('Execution failed due to configuration error: Unable to transform request', '2026-11-20T14:03:21.514Z'),
    },
    { kind: 'config', pointer: '/binaryMediaTypes', value: ['*/*'], of: 'deployed' },
    { kind: 'absent', pointer: '/methods/~1pets/OPTIONS/integration/contentHandling', of: 'deployed' },
  ],
  repair: {
    kind: 'config',
    changes: [{ kind: 'set-request-content-handling', path: '/pets', verb: 'OPTIONS', contentHandling: 'CONVERT_TO_TEXT' }],
    sideEffects: 'None for other methods: only this MOCK reads its body as text.',
  },
};

const undeclaredStatus: NamedCause = {
  cause: 'missing-method-response',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html',
  strength: 'conclusive',
  what: 'GET /pets/{petId} selects an integration response for 404, which the method does not declare.',
  why: 'A status without a method response cannot leave the gateway, so the client receives a 500.',
  todo: 'Declare a method response for 404, then redeploy the stage.',
  where: 'GET /pets/{petId}',
  proof: { kind: 'reproduced', replayed: '500 Internal server error', open: 'The repair is a change of code.', assumptions: [] },
  share: { requests: 6, of: 20 },
  evidence: [
    {
      kind: 'log-line',
      line: logged(
        'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
        '2026-11-20T14:05:02.101Z',
      ),
    },
    { kind: 'absent', pointer: '/methods/~1pets~1{petId}/GET/responses/404', of: 'deployed' },
  ],
  repair: {
    kind: 'config',
    changes: [{ kind: 'add-method-response', path: '/pets/{petId}', verb: 'GET', statusCode: '404' }, { kind: 'redeploy-stage' }],
    sideEffects: 'Clients that met a 500 will meet a 404.',
  },
};

const nothing = { causes: [], candidates: [], ruledOut: [], open: [], gaps: [], next: [] } as const;

export const twoCauses: Diagnosis = {
  ...nothing,
  target,
  window,
  verdict: 'mock-binary-media-types',
  summary: mockPreflight.what,
  causes: [mockPreflight, undeclaredStatus],
  ruledOut: [
    { cause: 'request-template-error', reason: 'The template renders for a text body; only the bytes stop it.' },
    { cause: 'mock-status-code-missing', reason: 'The log has no "Unable to parse statusCode" line.' },
    { cause: 'stale-deployment', reason: 'The export of the stage and the working copy agree on this method.' },
  ],
  gaps: [
    {
      kind: 'access-denied',
      what: 'resource policy of function pets-get',
      why: 'lambda:GetPolicy is not allowed.',
      remedy: 'Allow lambda:GetPolicy to see whether the API may invoke it.',
    },
  ],
  requests: { failed: 20, sampled: 3 },
  cost: { calls: { GetExport: 1, GetStage: 1, FilterLogEvents: 4 }, bytes: 412_345, millis: 2_840 },
};

const codeRepair: Diagnosis = {
  ...nothing,
  target,
  window,
  verdict: 'malformed-proxy-response',
  summary: 'The function pets-create returns a body that is an object, not a string.',
  causes: [
    {
      cause: 'malformed-proxy-response',
      docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html',
      strength: 'conclusive',
      what: 'The function pets-create returns a body that is an object, not a string.',
      why: 'A proxy integration accepts only a string as body, so every such answer becomes a 502.',
      todo: 'Return JSON.stringify(body) instead of the object.',
      where: 'POST /pets',
      proof: { kind: 'not-attempted', reason: 'The log cut the output of the function.' },
      share: { requests: 9, of: 9 },
      evidence: [
        { kind: 'exchange', part: 'endpoint.output', value: '{"statusCode":201,"body":{"id":7,"token":"s3cr3t-value"}}' },
        { kind: 'log-line', line: logged('Execution failed due to configuration error: Malformed Lambda proxy response') },
        { kind: 'metric', name: '5XXError', value: 9 },
      ],
      repair: {
        kind: 'code',
        advice: 'Turn the body into text before returning it.',
        wrong: 'return {\n  statusCode: 201,\n  body: { id: 7 },\n};',
        right: "return {\n  statusCode: 201,\n  headers: { 'content-type': 'application/json' },\n  body: JSON.stringify({ id: 7 }),\n};",
      },
    },
  ],
  requests: { failed: 9, sampled: 1 },
};

export const noFault: Diagnosis = {
  ...nothing,
  target,
  window,
  verdict: 'no-fault',
  summary: 'Every request that was read completed with 2xx, or with a 4xx that the gateway answered as it is configured to.',
  ruledOut: [{ cause: 'stale-deployment', reason: 'The export of the stage and the working copy agree.' }],
  requests: { failed: 0, sampled: 4 },
};

const loggingDisabled: Diagnosis = {
  ...nothing,
  target,
  window,
  verdict: 'logging-disabled',
  summary: 'The stage writes neither execution logs nor access logs, so nothing can be said about single requests.',
  gaps: [
    {
      kind: 'logging-disabled',
      what: 'execution log',
      why: 'loggingLevel was never set on this stage.',
      remedy: 'Set it to ERROR, or turn access logging on, which is cheaper.',
    },
  ],
  requests: { failed: 31, sampled: 0 },
};

const insufficientEvidence: Diagnosis = {
  ...nothing,
  target: { kind: 'HTTP', apiId: 'h7i8j9k0l1', stage: '$default', region: 'us-east-1' },
  window,
  verdict: 'insufficient-evidence',
  summary: 'One 500 without any log line: three causes write exactly that, and none of them can be ruled out.',
  candidates: ['lambda-function-error', 'malformed-proxy-response', 'lambda-timeout'],
  next: [
    {
      why: 'The log of the function tells which of them it was.',
      command:
        'aws logs filter-log-events --log-group-name /aws/lambda/pets-get --filter-pattern \'"7d1f0c52-2222-4333-8444-555566667777"\' --region us-east-1',
    },
  ],
  gaps: [{ kind: 'not-found', what: 'access log', why: 'No record in the window.', remedy: 'Widen the window with --since 3h.' }],
  requests: { failed: 1, sampled: 1 },
};

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.${'Pl4nted'.repeat(6)}`;

/** Strings that no report may contain. */
export const PLANTED = ['Pl4nted', 'hunter2', 'ann@example.com', 'AKIAABCDEFGHIJKLMNOP', 's3cr3t-value'];

const nasty = `<!channel> <@U123> & \`\`\`code\`\`\` \u001B[31mred\u001B[0m \u202Eevil password=hunter2 ann@example.com AKIAABCDEFGHIJKLMNOP ${jwt}`;

/** Everything that strangers control is hostile, and there is much of it. */
export const hostile: Diagnosis = {
  ...nothing,
  target: { ...target, apiName: `<!here> ${'ünïcode '.repeat(60)}\nSubject: x`, stage: "pro'd" },
  window,
  verdict: 'lambda-function-error',
  summary: nasty.repeat(10),
  causes: Array.from({ length: 3 }, (_, index) => ({
    cause: 'lambda-function-error' as const,
    docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html',
    strength: 'suggested' as const,
    what: nasty.repeat(10),
    why: '&'.repeat(5_000),
    todo: '<'.repeat(5_000),
    where: `GET /${'x'.repeat(5_000)}`,
    proof: { kind: 'not-attempted', reason: 'The log cut the output of the function.' },
    share: { requests: index, of: 1_000_000 },
    evidence: [
      { kind: 'log-line', line: logged(`Endpoint response body before transformations: ${'```'.repeat(70_000)} ${nasty}`) },
      { kind: 'log-line', line: logged(`Method request headers: {Authorization=Bearer ${jwt}, Cookie=sid=hunter2; a=b}`) },
      { kind: 'config', pointer: '/variables/dbPassword', value: 'hunter2', of: 'stage' },
      { kind: 'exchange', part: 'request.headers.Authorization', value: 'hunter2 Pl4nted' },
      { kind: 'exchange', part: 'response.body', value: `${nasty}${'"'.repeat(200_000)}` },
    ],
    repair:
      index % 2 === 0
        ? {
            kind: 'config',
            changes: [
              {
                kind: 'put-integration-response',
                path: "/it's/$(reboot)/`x`",
                verb: 'GET',
                statusCode: '502',
                selectionPattern: `'; rm -rf / #${'.'.repeat(2_500)}`,
                responseTemplates: { 'application/json': `{"password":"hunter2","m":"${nasty}"}` },
              },
              { kind: 'add-binary-media-type', mediaType: '*/*' },
            ],
            sideEffects: nasty,
          }
        : { kind: 'code', advice: nasty, wrong: nasty.repeat(100), right: '```\n'.repeat(400) },
  })),
  ruledOut: Array.from({ length: 12 }, () => ({ cause: 'integration-timeout' as const, reason: nasty.repeat(4) })),
  gaps: Array.from({ length: 6 }, () => ({ kind: 'truncated' as const, what: nasty, why: nasty, remedy: nasty })),
  next: Array.from({ length: 2 }, () => ({ why: nasty, command: `echo ${'<&>'.repeat(500)}` })),
  requests: { failed: 1_000_000, sampled: 7 },
  cost: { calls: { FilterLogEvents: 200 }, bytes: 5_000_000, millis: 61_234 },
};

export const DIAGNOSES = { twoCauses, codeRepair, noFault, loggingDisabled, insufficientEvidence, hostile };
