import { expect, test } from 'vitest';
import { headerValue } from '../../../shared/lib/headers.ts';

test('a header is found whatever the case of its name', () => {
  expect(headerValue({ 'content-type': 'text/plain' }, 'Content-Type')).toBe('text/plain');
  expect(headerValue({ ACCEPT: '' }, 'accept')).toBe('');
});

test('a header that is not there is undefined, also without any headers', () => {
  expect(headerValue({ Accept: '*/*' }, 'Content-Type')).toBeUndefined();
  expect(headerValue(undefined, 'Accept')).toBeUndefined();
});
