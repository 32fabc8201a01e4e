import type { Diagnosis, NamedCause } from '../../shared/model/diagnosis.ts';
import { hostile } from './hostile-diagnosis.ts';
import { logged, nothing, target, window } from './pet-store.ts';

const mockPreflight: NamedCause = {
  cause: 'mock-binary-media-types',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html',
  strength: 'confirmed',
  what: 'OPTIONS /pets is a MOCK, and */* in the binary media types turns every request body into bytes.',
  why: 'A mapping template cannot read bytes, so the preflight answers 500 and browsers report a CORS error.',
  todo: 'Set contentHandling to CONVERT_TO_TEXT on the integration of every MOCK, then redeploy the stage.',
  where: 'OPTIONS /pets',
  proof: {
    kind: 'proven',
    replayed: '500 Internal server error, Execution failed due to configuration error: Unable to transform request',
    repaired: '200',
    neighbours: 12,
    assumptions: [],
  },
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
  proof: {
    kind: 'reproduced',
    replayed:
      '500 Internal server error, Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
    open: 'GET /pets/7 with Accept: text/html gives 200 now and 404 with the repair.',
    assumptions: ['The backend answered 404 without a body.', 'The request had no header but Host.', 'The stage has no variables.'],
  },
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
    { cause: 'lambda-timeout', reason: 'The integration is a MOCK: it runs no function.' },
    { cause: 'lambda-function-error', reason: 'The integration is a MOCK: it runs no function.' },
    { cause: 'stale-deployment', reason: 'The export of the stage and the working copy agree on this method.' },
  ],
  open: [
    { cause: 'invalid-parameter-mapping', query: { why: 'Its line names the parameter.', command: 'aws logs tail pet-store-execution' } },
    {
      cause: 'content-handling-mismatch',
      query: { why: 'The method says it.', command: 'aws apigateway get-method --http-method OPTIONS' },
    },
    { cause: 'illegal-header-mapping', query: { why: 'Its line names the header.', command: 'aws logs tail pet-store-execution' } },
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
        corrected: '{"statusCode":201,"body":"{\\"id\\":7,\\"token\\":\\"s3cr3t-value\\"}"}',
      },
    },
  ],
  requests: { failed: 9, sampled: 1 },
};

/** One cause as the verdict, its repair not proven. */
const reproduced: Diagnosis = {
  ...nothing,
  target,
  window,
  verdict: 'missing-method-response',
  summary: undeclaredStatus.what,
  causes: [{ ...undeclaredStatus, share: { requests: 6, of: 6 } }],
  requests: { failed: 6, sampled: 1 },
};

/** The same, but everything was known and the replay ends otherwise: no verdict is left. */
const refuted: Diagnosis = {
  ...reproduced,
  verdict: 'insufficient-evidence',
  summary: 'The one cause that fits the log does not survive its replay, and nothing else was found.',
  causes: [
    {
      ...undeclaredStatus,
      strength: 'suggested',
      proof: { kind: 'refuted', divergence: { aspect: 'status', observed: '500', replayed: '404' } },
      share: { requests: 6, of: 6 },
    },
  ],
  open: [
    {
      cause: 'stale-deployment',
      query: { why: 'Both exports say whether they differ.', command: 'aws apigateway get-export --stage-name prod' },
    },
  ],
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
  open: [
    {
      cause: 'malformed-proxy-response',
      query: { why: 'What the function returns is only known to itself.', command: 'aws lambda get-function --function-name pets-get' },
    },
  ],
  gaps: [{ kind: 'not-found', what: 'access log', why: 'No record in the window.', remedy: 'Widen the window with --since 3h.' }],
  requests: { failed: 1, sampled: 1 },
};

export const DIAGNOSES = { twoCauses, codeRepair, reproduced, refuted, noFault, loggingDisabled, insufficientEvidence, hostile };
