import { expect, test } from 'vitest';
import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { Integration, Method } from '../../../shared/model/api.ts';

const problems = (integration: Integration, method: Partial<Method> = {}) =>
  compileStage({ kind: 'REST', methods: [{ path: '/pets/{id}', verb: 'GET', integration, ...method }] }, {}).problems();

const AT = '/methods/~1pets~1{id}/GET/integration';
const LAMBDA = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations';

test('a template that does not parse, with its place', () => {
  expect(problems({ type: 'MOCK', requestTemplates: { 'application/json': 'ok\n#if(' } })).toMatchObject([
    { kind: 'template-does-not-parse', pointer: `${AT}/requestTemplates/application~1json`, detail: expect.stringContaining('line 2') },
  ]);
});

test('a response template and a response mapping are looked at as well', () => {
  const responses = [
    {
      selectionPattern: '',
      statusCode: '200',
      responseTemplates: { 'text/plain': 'costs $' },
      responseParameters: { 'method.response.header.A': 'bare' },
    },
  ];
  expect(problems({ type: 'HTTP', responses })).toMatchObject([
    { kind: 'template-does-not-parse', pointer: `${AT}/responses/0/responseTemplates/text~1plain` },
    { kind: 'unreadable-mapping', pointer: `${AT}/responses/0/responseParameters/method.response.header.A` },
  ]);
});

test.each([
  ['4|5\\d{2}', undefined],
  ['5', 'pattern-never-matches'],
  ['Not found', 'pattern-never-matches'],
  ['(', 'pattern-invalid'],
  ['(?<=4)04', 'pattern-not-judged'],
])('the pattern %s over a status: %s', (selectionPattern, kind) => {
  const [problem] = problems({ type: 'HTTP', responses: [{ selectionPattern, statusCode: '200' }] });
  expect(problem?.kind).toBe(kind);
});

test('a pattern over the message of a function may match some text', () => {
  expect(problems({ type: 'AWS', uri: LAMBDA, responses: [{ selectionPattern: 'Not found', statusCode: '200' }] })).toEqual([]);
});

test('a header that may not be mapped, by type of integration', () => {
  const requestParameters = { 'integration.request.header.Authorization': "'x'" };
  expect(problems({ type: 'HTTP', requestParameters })).toEqual([]);
  expect(problems({ type: 'AWS_PROXY', uri: LAMBDA, requestParameters })).toMatchObject([
    { kind: 'illegal-header-mapping', pointer: `${AT}/requestParameters/integration.request.header.Authorization` },
  ]);
});

test('a status that the method does not declare', () => {
  const responses = [{ selectionPattern: '', statusCode: '404' }];
  expect(problems({ type: 'MOCK', responses }, { responses: { '200': {} } })).toMatchObject([
    { kind: 'method-response-missing', pointer: `${AT}/responses/0/statusCode` },
  ]);
});

test('method responses that nobody has looked at are no problem', () => {
  expect(problems({ type: 'MOCK', responses: [{ selectionPattern: '', statusCode: '404' }] })).toEqual([]);
});

test('proxies run no templates and read no integration responses', () => {
  expect(problems({ type: 'AWS_PROXY', requestTemplates: { a: '#if(' }, responses: [{ selectionPattern: '(', statusCode: '1' }] })).toEqual(
    [],
  );
});

test('a method without an integration, or with one of unknown type, has none', () => {
  expect(problems({})).toEqual([]);
  expect(compileStage({ kind: 'REST', methods: [{ path: '/', verb: 'GET', integration: 'NONE' }] }, {}).problems()).toEqual([]);
});
