import { expect, test } from 'vitest';
import { headerIn, readMap } from '../../../shared/logs/header-map.ts';

const MAP =
  '{Date=Wed, 27 Feb 2019 11:31:11 GMT, Content-Type=application/json, Content-Length=4, X-Amz-Function-Error=Unhandled, Cache-Control=max-age=0, s-maxage=10, X-Amzn-Trace-Id=root=1-5c76;sampled=1}';

test('trap 6: takes a value with commas whole', () => {
  expect(headerIn(MAP, 'Date')).toBe('Wed, 27 Feb 2019 11:31:11 GMT');
  expect(headerIn(MAP, 'Cache-Control')).toBe('max-age=0, s-maxage=10');
  expect(headerIn('{Accept=text/html, application/json;q=0.9, */*, Host=a}', 'Accept')).toBe('text/html, application/json;q=0.9, */*');
});

test('finds a header whatever its case, and nothing that is not there', () => {
  expect(headerIn(MAP, 'x-amz-function-error')).toBe('Unhandled');
  expect(headerIn(MAP, 'content-length')).toBe('4');
  expect(headerIn(MAP, 'X-Amzn-Trace-Id')).toBe('root=1-5c76;sampled=1');
  expect(headerIn(MAP, 'Length')).toBeUndefined();
});

test('reads a map that AWS has cut', () => {
  expect(headerIn('{Host=a, X-Amz-Security-Token=abc', 'X-Amz-Security-Token')).toBe('abc');
});

test('drops white space around a value', () => {
  expect(headerIn('{content-type= application/json}', 'Content-Type')).toBe('application/json');
});

test('splits a map as well as it can be split', () => {
  expect(readMap('{petId=123, q=a, b}')).toEqual({ petId: '123', q: 'a, b' });
  expect(readMap('{}')).toEqual({});
  expect(readMap('null')).toEqual({});
});

test('a name of JavaScript is a name like any other', () => {
  expect(Object.keys(readMap('{__proto__=1, constructor=2}'))).toEqual(['constructor', '__proto__']);
});
