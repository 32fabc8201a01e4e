import { expect, test } from 'vitest';
import { matchesBinaryMediaTypes, matchingBinaryMediaType } from '../../../shared/gateway/binary-media-types.ts';

test.each([
  ['BM-1 the first value counts', 'image/png, text/html', ['image/png'], true],
  ['BM-1 the second does not', 'text/html, image/png', ['image/png'], false],
  ['BM-1 parameters are cut', 'multipart/form-data; boundary=X', ['multipart/form-data'], true],
  ['BM-2 equal', 'image/png', ['text/css', 'image/png'], true],
  ['BM-2 a type wildcard in the list', 'image/webp', ['image/*'], true],
  ['BM-2 a type wildcard covers its own type only', 'imagery/webp', ['image/*'], false],
  ['BM-2 the any-entry', 'text/html', ['*/*'], true],
  ['BM-3 a left wildcard never matches', 'application/test', ['*/test'], false],
  ['BM-3 not even itself', '*/test', ['*/test'], false],
  ['BM-4 a wildcard in the header is literal', '*/*', ['image/png'], false],
  ['BM-4 a type wildcard in the header is literal', 'image/*', ['image/png'], false],
  ['BM-4 equal wildcards are equal', 'application/*', ['application/*'], true],
  ['BM-5 no slash, no match', 'image', ['*/*', 'image'].slice(1), false],
  ['BM-9 case is ignored', 'Image/PNG', ['image/png'], true],
  ['an empty list matches nothing', 'image/png', [], false],
] as const)('%s', (_, header, list, expected) => {
  expect(matchesBinaryMediaTypes(header, list, 'request')).toBe(expected);
  expect(matchesBinaryMediaTypes(header, list, 'response')).toBe(expected);
});

test('BM-6 an absent Content-Type counts as application/json and matches the any-entry', () => {
  expect(matchesBinaryMediaTypes(undefined, ['*/*'], 'request')).toBe(true);
  expect(matchesBinaryMediaTypes(undefined, ['application/json'], 'request')).toBe(true);
  expect(matchesBinaryMediaTypes(undefined, ['image/png'], 'request')).toBe(false);
});

test('BM-7 and BM-8 an absent Accept matches the any-entry alone', () => {
  expect(matchesBinaryMediaTypes(undefined, ['application/json'], 'response')).toBe(false);
  expect(matchesBinaryMediaTypes(undefined, ['*/*'], 'response')).toBe(true);
  expect(matchesBinaryMediaTypes('*/*', ['*/*'], 'response')).toBe(true);
});

test('the matching entry is named as the API spells it', () => {
  expect(matchingBinaryMediaType('image/png', ['text/*', 'Image/*', '*/*'], 'request')).toBe('Image/*');
  expect(matchingBinaryMediaType('image/png', ['text/*'], 'request')).toBeUndefined();
});
