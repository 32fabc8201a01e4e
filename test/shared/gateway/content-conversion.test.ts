import { expect, test } from 'vitest';
import {
  convertProxyResponse,
  convertRequest,
  convertResponse,
  requestTemplateOutcome,
  responseTemplateOutcome,
} from '../../../shared/gateway/content-conversion.ts';

test.each([
  ['text', 'NONE', 'utf8-text', 'runs'],
  ['text', 'CONVERT_TO_TEXT', 'utf8-text', 'runs'],
  ['text', 'CONVERT_TO_BINARY', 'decoded-or-500', 'fails'],
  ['binary', 'NONE', 'bytes', 'fails'],
  ['binary', 'CONVERT_TO_BINARY', 'bytes', 'fails'],
  ['binary', 'CONVERT_TO_TEXT', 'base64-text', 'runs'],
] as const)('a %s request under %s becomes %s, and a template %s', (bodyClass, contentHandling, conversion, template) => {
  expect(convertRequest({ bodyClass, contentHandling })).toBe(conversion);
  expect(requestTemplateOutcome(conversion)).toBe(template);
});

test.each([
  ['text', 'text', 'NONE', 'utf8-text'],
  ['text', 'binary', 'NONE', 'decoded-or-500'],
  ['binary', 'binary', 'NONE', 'bytes'],
  ['binary', 'text', 'NONE', 'base64-text'],
  ['text', 'text', 'CONVERT_TO_TEXT', 'utf8-text'],
  ['text', 'binary', 'CONVERT_TO_TEXT', 'utf8-text'],
  ['binary', 'text', 'CONVERT_TO_TEXT', 'base64-text'],
  ['binary', 'binary', 'CONVERT_TO_TEXT', 'base64-text'],
  ['text', 'text', 'CONVERT_TO_BINARY', 'decoded-or-500'],
  ['text', 'binary', 'CONVERT_TO_BINARY', 'decoded-or-500'],
  ['binary', 'text', 'CONVERT_TO_BINARY', 'bytes'],
  ['binary', 'binary', 'CONVERT_TO_BINARY', 'bytes'],
] as const)('a %s payload for a %s client under %s becomes %s', (payload, client, contentHandling, conversion) => {
  expect(convertResponse({ payload, client, contentHandling })).toBe(conversion);
});

test.each([
  ['text', 'NONE', 'runs'],
  ['text', 'CONVERT_TO_TEXT', 'runs'],
  ['text', 'CONVERT_TO_BINARY', 'fails'],
  ['binary', 'NONE', 'fails'],
  ['binary', 'CONVERT_TO_TEXT', 'runs'],
  ['binary', 'CONVERT_TO_BINARY', 'fails'],
] as const)('a response template on a %s payload under %s %s', (payload, contentHandling, outcome) => {
  expect(responseTemplateOutcome({ payload, contentHandling })).toBe(outcome);
});

test.each([
  [true, 'binary', true, 'decoded'],
  [true, 'binary', false, 'fails-500'],
  [true, 'text', true, 'as-is'],
  [true, 'text', false, 'as-is'],
  [false, 'binary', true, 'as-is'],
  [false, 'text', false, 'as-is'],
] as const)('a proxy answer flagged %s for a %s client, decodable %s, goes out %s', (isBase64Encoded, client, validBase64, outcome) => {
  expect(convertProxyResponse({ isBase64Encoded, client, validBase64 })).toBe(outcome);
});
