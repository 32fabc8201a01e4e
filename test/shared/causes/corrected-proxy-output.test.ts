import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctedBase64Output, correctedProxyOutput } from '../../../shared/causes/corrected-proxy-output.ts';
import { isBase64 } from '../../../shared/gateway/base64.ts';
import { checkProxyOutput, type ProxyFlavour } from '../../../shared/gateway/proxy-output.ts';

const corrected = (output: unknown, flavour: ProxyFlavour = 'REST'): unknown => {
  const text = correctedProxyOutput(JSON.stringify(output), flavour);
  return text === undefined ? undefined : JSON.parse(text);
};

describe('the output that was meant', () => {
  test.each([
    ['a body that is no text is serialised', { statusCode: 201, body: { id: 17 } }, { statusCode: 201, body: '{"id":17}' }],
    ['a number as body becomes text', { statusCode: 200, body: 17 }, { statusCode: 200, body: '17' }],
    [
      'a document without a proxy member is the body',
      { id: 17, name: 'pen' },
      { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"id":17,"name":"pen"}' },
    ],
    ['a list is the body', [1, 2], { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '[1,2]' }],
    ['capitals are put right', { StatusCode: 200, Headers: { a: 'b' }, Body: 'x' }, { statusCode: 200, headers: { a: 'b' }, body: 'x' }],
    ['a member that nobody reads goes', { statusCode: 200, body: '', trace: 1 }, { statusCode: 200, body: '' }],
    [
      'cookies become Set-Cookie',
      { statusCode: 200, body: '', cookies: ['a=1', 'b=2'] },
      { statusCode: 200, body: '', multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } },
    ],
    [
      'a list of values moves to multiValueHeaders',
      { statusCode: 200, headers: { Via: ['a', 'b'], Age: 1 }, body: '' },
      { statusCode: 200, headers: { Age: 1 }, body: '', multiValueHeaders: { Via: ['a', 'b'] } },
    ],
    ['a single value of multiValueHeaders becomes a list', { multiValueHeaders: { a: 'b' } }, { multiValueHeaders: { a: ['b'] } }],
    ['a flag in words becomes one', { body: 'x', isBase64Encoded: 'False' }, { body: 'x', isBase64Encoded: false }],
    ['several faults are all mended', { Body: { a: 1 }, junk: 1 }, { body: '{"a":1}' }],
  ])('%s', (_, wrong, right) => {
    expect(corrected(wrong)).toEqual(right);
  });

  test('of payload 2.0: cookies take a list of Set-Cookie, other lists are joined', () => {
    expect(corrected({ statusCode: 200, headers: { 'Set-Cookie': ['a=1'], Via: ['a', 'b'] } }, 'HTTP-2.0')).toEqual({
      statusCode: 200,
      headers: { Via: 'a, b' },
      cookies: ['a=1'],
    });
  });

  test.each([
    [{ statusCode: 'created', body: '' }],
    [{ statusCode: 200, headers: ['a'] }],
    [{ statusCode: 200, headers: { a: { b: 1 } } }],
    [null],
  ])('is not guessed: %j', (output) => {
    expect(corrected(output)).toBeUndefined();
  });

  test('passes the check that the wrong one failed, whatever the output', () => {
    const member = fc.oneof(
      fc.constantFrom('statusCode', 'headers', 'body', 'Body', 'cookies', 'multiValueHeaders', 'isBase64Encoded'),
      fc.string(),
    );
    const document = fc.oneof(fc.jsonValue(), fc.dictionary(member, fc.jsonValue()));
    fc.assert(
      fc.property(document, fc.constantFrom<ProxyFlavour>('REST', 'HTTP-1.0', 'HTTP-2.0', 'WEBSOCKET'), (wrong, flavour) => {
        const right = correctedProxyOutput(JSON.stringify(wrong), flavour);
        if (right !== undefined) expect(checkProxyOutput(right, flavour).ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the output with the flag isBase64Encoded', () => {
  const flagged = (body: string) => correctedBase64Output(JSON.stringify({ statusCode: 200, isBase64Encoded: true, body }));
  const bytes = Buffer.from('a'.repeat(90));
  const wrapped = bytes.toString('base64').replaceAll(/(.{76})/g, '$1\r\n');

  test('keeps its flag where the base64 was only wrapped, or stands in a data URL', () => {
    for (const body of [wrapped, `data:text/plain;base64,${bytes.toString('base64')}`]) {
      const right = JSON.parse(flagged(body) ?? '') as { body: string; isBase64Encoded: boolean };
      expect(right.isBase64Encoded).toBe(true);
      expect(isBase64(right.body)).toBe(true);
      expect(Buffer.from(right.body, 'base64')).toEqual(bytes);
    }
  });

  test.each(['hello world', '{"id":17}', '<html>'])('loses its flag over text: %s', (body) => {
    expect(JSON.parse(flagged(body) ?? '')).toEqual({ statusCode: 200, isBase64Encoded: false, body });
  });

  test.each(['abcde', 'iVBORw0KGgoAAAANSUhEUgAAA', 'not-found', ''])('is not guessed where it may be either: %s', (body) => {
    expect(flagged(body)).toBeUndefined();
  });
});
