import { describe, expect, test } from 'vitest';
import { compileModel } from '../../../shared/gateway/request-model.ts';

const verdict = (schema: unknown, body: unknown, others: Readonly<Record<string, unknown>> = {}): string | undefined =>
  compileModel({ ...others, M: schema }, 'M')?.(typeof body === 'string' ? body : JSON.stringify(body)).kind;

describe('draft 4', () => {
  test.each([
    ['a missing member', { required: ['a'] }, {}, 'invalid'],
    ['a wrong type', { type: 'array' }, {}, 'invalid'],
    ['several types', { type: ['object', 'null'] }, null, 'valid'],
    ['an exclusive minimum', { minimum: 1, exclusiveMinimum: true }, 1, 'invalid'],
    ['a list of choices', { enum: ['a', 'b'] }, 'c'.length, 'invalid'],
    ['exactly one of', { oneOf: [{ type: 'integer' }, { minimum: 2 }] }, 3, 'invalid'],
    ['a forbidden member', { properties: { a: {} }, additionalProperties: false }, { b: 1 }, 'invalid'],
    ['a dependency', { dependencies: { a: ['b'] } }, { a: 1 }, 'invalid'],
    [
      'a member that is called like a keyword',
      { properties: { $ref: { type: 'string' }, pattern: { type: 'number' } } },
      { $ref: 'x', pattern: 1 },
      'valid',
    ],
    ['format is not looked at', { properties: { at: { format: 'date-time' } } }, { at: 'never' }, 'valid'],
    ['a keyword of the wrong type asks for nothing', { required: true, enum: 'x', minimum: '3' }, {}, 'valid'],
  ])('%s', (_, schema, body, expected) => {
    expect(verdict(schema, body)).toBe(expected);
  });

  test('an empty body is validated as an empty object', () => {
    expect(verdict({ type: 'object' }, '')).toBe('valid');
    expect(verdict({ type: 'array' }, '  ')).toBe('invalid');
  });

  test('a body that is no JSON is unreadable', () => {
    expect(verdict({}, '{"a":')).toBe('unreadable');
  });

  test('the members that are missing at the top are named', () => {
    expect(compileModel({ M: { required: ['a', 'b'] } }, 'M')?.('{"b": 1}')).toEqual({ kind: 'invalid', missing: ['a'] });
  });

  test('a model that does not exist checks nothing', () => {
    expect(compileModel({}, 'M')).toBeUndefined();
    expect(compileModel({ M: { schema: 'no json' } }, 'M')).toBeUndefined();
  });
});

describe('references', () => {
  const person = {
    type: 'object',
    required: ['name'],
    properties: { house: { $ref: 'https://apigateway.amazonaws.com/restapis/a1/models/House' } },
  };
  const house = { schema: JSON.stringify({ properties: { people: { type: 'array', items: { $ref: '#/components/schemas/M' } } } }) };

  test('go to other models, by any of AWS’s forms, also in circles', () => {
    expect(verdict(person, { name: 'a', house: { people: [{ name: 'b' }] } }, { House: house })).toBe('valid');
    expect(verdict(person, { name: 'a', house: { people: [{}] } }, { House: house })).toBe('invalid');
  });

  test('stay inside a model where its own definitions have the name', () => {
    const schema = { definitions: { House: { type: 'string' } }, properties: { house: { $ref: '#/definitions/House' } } };
    expect(verdict(schema, { house: 'x' }, { House: { type: 'integer' } })).toBe('valid');
    expect(verdict(schema, { house: 1 }, { House: { type: 'integer' } })).toBe('invalid');
  });

  test('to nothing ask for nothing', () => {
    expect(verdict({ $ref: 'https://example.com/else' }, { a: 1 })).toBe('valid');
  });
});

describe('strangers', () => {
  test('a pattern that would hang a backtracking engine is judged at once', () => {
    expect(verdict({ properties: { a: { pattern: '^(x+)+$' } } }, { a: `${'x'.repeat(50_000)}!` })).toBe('invalid');
    expect(verdict({ patternProperties: { '^(x+)+$': { type: 'integer' } } }, { [`${'x'.repeat(50_000)}`]: 'text' })).toBe('invalid');
  });

  test('a pattern is searched for, not matched as a whole, and a text may hold anything', () => {
    expect(verdict({ pattern: 'b' }, '"a(b)|c.*/"')).toBe('valid');
    expect(verdict({ pattern: '^b' }, '"a(b)|c.*/"')).toBe('invalid');
  });

  test('members by pattern keep the rules of their own, and count as known', () => {
    const schema = {
      properties: { ab: { minimum: 2 } },
      patternProperties: { '^a': { type: 'integer' }, b$: { maximum: 5 } },
      additionalProperties: false,
    };
    expect(verdict(schema, { ab: 3, a: 9 })).toBe('valid');
    expect(verdict(schema, { ab: 1 })).toBe('invalid');
    expect(verdict(schema, { ab: 6 })).toBe('invalid');
    expect(verdict(schema, { a: 'x' })).toBe('invalid');
    expect(verdict(schema, { c: 1 })).toBe('invalid');
  });

  test('a pattern asks nothing of what is no text', () => {
    expect(verdict({ pattern: '^b' }, 1)).toBe('valid');
  });

  test('a pattern beyond the linear engine asks for nothing', () => {
    expect(verdict({ pattern: '(?<=a)b' }, '"c"')).toBe('valid');
  });

  test('a reference to itself ends', () => {
    expect(verdict({ $ref: '#' }, {})).toBe('unjudged');
    expect(verdict({ anyOf: [{ $ref: '#' }, { $ref: '#' }] }, {})).toBe('unjudged');
  });

  test('a schema that doubles its work at each level ends', () => {
    const branch = { anyOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }] };
    const nested = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown;
    expect(verdict(branch, nested)).toBe('unjudged');
  });

  test('a document of very many values is not judged', () => {
    expect(
      verdict(
        { uniqueItems: true },
        Array.from({ length: 30_000 }, (_, index) => index),
      ),
    ).toBe('unjudged');
    expect(verdict({ uniqueItems: true }, [1, 2, 1])).toBe('invalid');
  });

  test('a document nested too deep is not judged', () => {
    expect(verdict({ type: 'array' }, `${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toBe('unjudged');
  });
});
