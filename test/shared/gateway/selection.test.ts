import { expect, test } from 'vitest';
import { selectIntegrationResponse, selectionValue } from '../../../shared/gateway/selection.ts';
import type { IntegrationResponse } from '../../../shared/model/api.ts';

const entry = (statusCode: string, selectionPattern: string): IntegrationResponse => ({ statusCode, selectionPattern });
const selected = (entries: readonly IntegrationResponse[], value: string): string => {
  const selection = selectIntegrationResponse({ responses: entries }, value);
  return typeof selection === 'string' ? selection : `${selection.entry.statusCode} by ${selection.how}`;
};

test.each([
  ['SE-2 the whole value must match', [entry('200', ''), entry('400', 'Invalid')], 'Invalid input', '200 by default'],
  ['SE-2 a glob is no expression', [entry('200', ''), entry('400', 'Invalid*')], 'Invalid input', '200 by default'],
  ['SE-3 the dot stops at line breaks', [entry('200', ''), entry('400', '\\[Bad\\].*')], '[Bad] a\nb', '200 by default'],
  ['SE-4 .+ does not match success', [entry('200', ''), entry('500', '.+')], '', '200 by default'],
  ['SE-4 .* turns success into an error', [entry('200', ''), entry('500', '.*')], '', '500 by pattern'],
  ['SE-6 the first match wins', [entry('405', '.*four hundred.*'), entry('502', '.+')], 'it is four hundred', '405 by pattern'],
  ['SE-6 a pattern beats an earlier default', [entry('200', ''), entry('404', '404')], '404', '404 by pattern'],
  ['SE-7 no match and no default', [entry('200', '2\\d{2}')], '403', 'none'],
  ['no entries at all', [], '200', 'none'],
] as const)('%s', (_, entries, value, expected) => {
  expect(selected(entries, value)).toBe(expected);
});

test('what cannot be judged stays unknown, unless an earlier pattern has matched', () => {
  expect(selectIntegrationResponse({}, '200')).toBe('unknown');
  expect(selected([entry('200', ''), entry('400', '(?!ok).*')], 'bad')).toBe('unknown');
  expect(selected([entry('400', 'bad'), entry('500', '(?!ok).*')], 'bad')).toBe('400 by pattern');
});

const lambda = { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations' } as const;

test.each([
  ['SE-1 success is the empty text', lambda, { functionError: 'NONE', output: '{"errorMessage":"said, not thrown"}' }, ''],
  ['SE-5 a Lambda status is never the value', lambda, { functionError: 'NONE', status: 200 }, ''],
  ['SE-1 the message of a thrown error', lambda, { functionError: 'Unhandled', output: '{"errorMessage":"no","errorType":"E"}' }, 'no'],
  ['an error document without the header (inferred)', lambda, { output: '{"errorMessage":"no"}' }, 'no'],
  ['a plain result without the header', lambda, { output: '{"a":1}' }, ''],
  ['a thrown error that nobody saw', lambda, { functionError: 'Handled' }, undefined],
  ['a cut output', lambda, { functionError: 'Unhandled', output: '{"errorMessage":"n', outputTruncated: true }, undefined],
  ['an unseen endpoint', lambda, undefined, undefined],
  ['the status of an HTTP backend', { type: 'HTTP', uri: 'https://x.example.com' }, { status: 404, output: '{}' }, '404'],
  ['the status of a service', { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:sqs:path/q' }, { status: 403 }, '403'],
  ['the status of a MOCK', { type: 'MOCK' }, { status: 200 }, '200'],
] as const)('%s', (_, integration, endpoint, expected) => {
  expect(selectionValue(integration, endpoint)).toBe(expected);
});
