import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEndpoint } from '../../../../shared/diagnosis/replay/read-endpoint.ts';
import { readRequest } from '../../../../shared/diagnosis/replay/read-request.ts';
import { readReplayStage } from '../../../../shared/diagnosis/replay/read-stage.ts';
import { requestTarget } from '../../../../shared/diagnosis/replay/request-target.ts';

const MEMBERS = [
  'method',
  'path',
  'headers',
  'query',
  'body',
  'request',
  'endpoint',
  'kind',
  'status',
  'output',
  'openapi',
  'paths',
  'version',
  'api',
];
const anyObject = fc
  .dictionary(fc.constantFrom(...MEMBERS), fc.oneof(fc.jsonValue(), fc.constantFrom('REST', 'lambda', 'http', 1, 200)))
  .map((value) => JSON.stringify(value));
const anyText = fc.oneof(
  fc.string(),
  anyObject,
  fc.json(),
  fc.string().map((text) => `GET /${text}\nA: b\n\n${text}`),
);

test('every file is read or refused in one sentence, whatever stands in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const read of [readRequest, readEndpoint, readReplayStage]) {
        const result = read(text);
        if (!result.ok) expect(result.failure).toMatch(/^[A-Z][^\n]*[.)]$/);
      }
    }),
    { numRuns: 1000 },
  );
});

test.for([
  {
    noted: '/a/b?x=1&x=a%20b',
    target: {
      path: '/a/b',
      query: [
        ['x', '1'],
        ['x', 'a b'],
      ],
    },
  },
  { noted: 'a', target: { path: '/a', query: [] } },
  { noted: 'https://abc.execute-api.eu-west-1.amazonaws.com/live/a%2Fb', target: { path: '/a%2Fb', query: [] } },
  { noted: 'https://abc.execute-api.eu-west-1.amazonaws.com/live', target: { path: '/', query: [] } },
  { noted: 'https://api.example.com/v1/a#top', target: { path: '/v1/a', query: [], host: 'api.example.com' } },
])('reads the target $noted', ({ noted, target }) => {
  expect(requestTarget(noted)).toEqual(target);
});

test('keeps the body of a raw request as it stands, but for the last line break of the file', () => {
  const body = (text: string) => {
    const read = readRequest(text);
    return read.ok ? new TextDecoder().decode(read.value.body) : read.failure;
  };
  expect(body('POST /a\n\n{\n "b": 1\n}\n')).toBe('{\n "b": 1\n}');
  expect(body('POST /a\nContent-Length: 4\n\nabc\n')).toBe('abc\n');
  expect(body('POST /a\nContent-Length: 2\n\nabc\n')).toBe('ab');
});

test('a failed function is told by its error document, and bytes by base64', () => {
  expect(readEndpoint('{"kind": "lambda", "output": {"errorMessage": "x"}, "functionError": "Unhandled"}')).toMatchObject({
    value: { kind: 'function-error' },
  });
  expect(readEndpoint('{"kind": "http", "body": {"base64": "/9j/"}}')).toMatchObject({ value: { body: new Uint8Array([255, 216, 255]) } });
  expect(readEndpoint('{"kind": "lambda", "output": null}')).toMatchObject({ value: { body: new TextEncoder().encode('null') } });
});
