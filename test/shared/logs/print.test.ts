import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownKind } from '../../../shared/logs/form.ts';
import { parseLine } from '../../../shared/logs/grammar.ts';
import { printLine } from '../../../shared/logs/print.ts';
import type { EventOf } from '../../../shared/model/trace.ts';

const word = fc.stringMatching(/^[A-Za-z0-9/_-]{1,24}$/);
const text = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ,:"{}]{0,40}[A-Za-z0-9]$/);
const body = fc.string().filter((value) => !value.trimEnd().endsWith('[TRUNCATED]'));
const map = word.map((value) => `{Name=${value}}`);
const status = fc.integer({ min: 100, max: 599 });
const key = fc.oneof(fc.constant(''), word);
const optional = <Name extends string, Value>(name: Name, value: fc.Arbitrary<Value>) =>
  fc.record({ [name]: value } as { [K in Name]: fc.Arbitrary<Value> }, { requiredKeys: [] });

type Shapes = { readonly [Kind in KnownKind]: fc.Arbitrary<Omit<EventOf<Kind>, 'kind'>> };

const nothing = fc.constant({});

/** Any values that AWS could write, for every kind: a new kind does not compile without its line here. */
const shapes: Shapes = {
  'extended-request-id': fc.record({ id: word }),
  'usage-plan-check': fc.record({ requestId: word, apiKey: key, apiStage: word }),
  'api-key-not-required': fc.record({ method: text }),
  'api-key-refused': fc.record({ method: text, detail: text }),
  'usage-plan-ok': fc.record({ apiKey: key, apiStage: word }),
  throttled: fc.record({ api: word, stage: word, resource: word, verb: word, limit: word, burst: word }),
  start: fc.record({ requestId: word }),
  method: fc.record({ verb: word, path: text }),
  'api-key': fc.record({ key: word }),
  'api-key-id': fc.record({ id: word }),
  'request-path': fc.record({ map }),
  'request-query': fc.record({ map }),
  'request-headers': fc.record({ map }),
  'request-body': fc.record({ body }),
  'validation-ok': fc.record({ contentType: word }),
  'validation-failed': fc.record({ contentType: word, detail: text }),
  'request-overrides': fc.record({ overrides: text }),
  'endpoint-uri': fc.record({ uri: text }),
  'endpoint-request-headers': fc.record({ map }),
  'endpoint-request-body': fc.record({ body }),
  sending: fc.record({ uri: text }),
  received: fc.record({ latencyMs: fc.nat(), status }, { requiredKeys: ['latencyMs'] }),
  'endpoint-response-headers': fc.record({ map }),
  'endpoint-response-body': fc.record({ body }),
  'response-headers': fc.record({ map }),
  'response-body': fc.record({ body }),
  'gateway-response': fc.record({ responseType: word, status }),
  'gateway-response-body': fc.record({ body }),
  'gateway-response-headers': fc.record({ map }),
  success: nothing,
  completed: fc.record({ status }),
  'endpoint-request-id': fc.record({ id: word }),
  'xray-trace-id': fc.record({ id: word }),
  'authorizer-start': fc.record({ authorizerId: word, requestId: word }),
  'authorizer-identity': fc.record({ identity: text }),
  'authorizer-result': fc.record({ body }),
  'authorizer-policy': fc.record({ principal: text }),
  'authorizer-ok': nothing,
  unauthorized: fc.record({ requestId: word }),
  'malformed-proxy-response': nothing,
  'function-error': fc.record({ message: text, lambdaRequestId: word }, { requiredKeys: ['message'] }),
  'invocation-failed': fc.record({ status, lambdaRequestId: word }, { requiredKeys: ['status'] }),
  'rate-exceeded': nothing,
  'invalid-permissions': nothing,
  'assume-role-denied': optional('role', word),
  'invalid-method-response': fc.record({ status: word }),
  'no-output-mapping': fc.record({ endpointStatus: key }),
  'base64-decode-failed': nothing,
  'transform-request-failed': nothing,
  'transform-response-failed': nothing,
  'mock-status-code-unreadable': nothing,
  'invalid-endpoint-address': nothing,
  'illegal-character': fc.oneof(nothing, fc.record({ index: fc.nat() }), fc.record({ index: fc.nat(), url: text })),
  'header-already-present': fc.record({ header: word }),
  'certificate-name-mismatch': fc.record({ host: word, subject: text }),
  'certificate-untrusted': fc.record({ detail: text }),
  'tls-failed': nothing,
  'internal-error': nothing,
  'vpc-link-error': nothing,
  'response-too-large': fc.record({ bytes: fc.nat() }),
  timeout: nothing,
  'network-error': fc.record({ detail: fc.oneof(fc.constant(''), text) }),
  'authorizer-error': nothing,
  'policy-unparsable': nothing,
  'policy-invalid-json': fc.record({ detail: text }),
  'authorizer-configuration-exception': nothing,
  'response-format-mismatch': optional('field', word),
  'authorizer-format-mismatch': fc.record({ detail: text }),
  'waf-error': fc.record({
    detail: fc.constantFrom('There was an error evaluating the AWS WAF rules associated with this API', 'WAF call got timed out'),
  }),
  'configuration-error': fc.record({ detail: fc.oneof(fc.constant(''), text) }),
};

const isKind = (kind: string): kind is KnownKind => Object.hasOwn(shapes, kind);

test.each(Object.keys(shapes).filter(isKind))('parsing undoes printing: %s', (kind) => {
  fc.assert(
    fc.property(shapes[kind], (fields) => {
      const event = { kind, ...fields } as EventOf<KnownKind>;
      expect(parseLine(printLine(event)).event).toEqual(event);
    }),
  );
});

test('prints the wording of today', () => {
  expect(printLine({ kind: 'received', status: 200, latencyMs: 42 })).toBe('Received response. Status: 200, Integration latency: 42 ms');
  expect(printLine({ kind: 'mock-status-code-unreadable' })).toBe(
    'Execution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined in the request template.',
  );
  expect(printLine({ kind: 'usage-plan-ok', apiKey: '', apiStage: 'a/b' })).toBe(
    'Usage Plan check succeeded for API Key  and API Stage a/b',
  );
});

test('prints an unknown line as it was', () => {
  expect(printLine({ kind: 'other', text: 'anything' })).toBe('anything');
});
