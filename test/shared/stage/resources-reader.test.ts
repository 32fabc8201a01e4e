import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readResources, readWorkingCopy } from '../../../shared/stage/resources-reader.ts';
import { RESOURCES, REST_API } from './fixtures.ts';

test('an integration as AWS answers it says all: what is missing is not set', () => {
  expect(readResources(RESOURCES).find(({ verb }) => verb === 'OPTIONS')?.integration).toEqual({
    type: 'MOCK',
    contentHandling: 'CONVERT_TO_TEXT',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29000,
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    requestParameters: {},
    cacheKeyParameters: [],
    responses: [{ selectionPattern: '', statusCode: '200', contentHandling: 'NONE', responseTemplates: {}, responseParameters: {} }],
  });
  expect(readResources(RESOURCES).find(({ verb }) => verb === 'ANY')).toMatchObject({ integration: 'NONE', responses: {} });
});

test('an integration put together by hand leaves unknown what it does not say, and null is not set', () => {
  const [method] = readResources([
    {
      path: '/x',
      resourceMethods: {
        get: {
          methodIntegration: {
            type: 'aws',
            contentHandling: null,
            integrationResponses: { '200': { statusCode: 200, responseTemplates: null } },
          },
        },
      },
    },
  ]);
  expect(method).toEqual({
    path: '/x',
    verb: 'GET',
    integration: {
      type: 'AWS',
      contentHandling: 'NONE',
      responses: [{ selectionPattern: '', statusCode: '200', responseTemplates: {} }],
    },
  });
});

test('a method without its details, and one that has no integration, differ', () => {
  const [empty, none] = readResources([{ path: '/x', resourceMethods: { GET: {}, POST: { methodIntegration: null } } }]);
  expect(empty).toEqual({ path: '/x', verb: 'GET' });
  expect(none).toEqual({ path: '/x', verb: 'POST', integration: 'NONE' });
});

test('PascalCase is read as well', () => {
  const [method] = readResources([
    { Path: '/x', ResourceMethods: { GET: { HttpMethod: 'GET', MethodIntegration: { Type: 'MOCK', PassthroughBehavior: 'NEVER' } } } },
  ]);
  expect(method).toEqual({ path: '/x', verb: 'GET', integration: { type: 'MOCK', passthroughBehavior: 'NEVER' } });
});

test('the binary media types of a whole answer default to none, those of a cut one are unknown', () => {
  expect(readWorkingCopy({ restApi: REST_API })).toMatchObject({ binaryMediaTypes: [], policy: 'NONE' });
  expect(readWorkingCopy({ restApi: { name: 'orders' } })).toEqual({ kind: 'REST', methods: [] });
  expect(readWorkingCopy({ restApi: { binaryMediaTypes: null } })).toMatchObject({ binaryMediaTypes: [] });
  expect(readWorkingCopy({})).toBeUndefined();
});

test('a list with the root resource is complete, one put together by hand is not', () => {
  expect(readWorkingCopy({ resources: RESOURCES })?.methodsComplete).toBe(true);
  expect(readWorkingCopy({ resources: RESOURCES.slice(1) })).not.toHaveProperty('methodsComplete');
});

test('the resource policy is read from text, escaped text or an object', () => {
  const statement = { Version: '2012-10-17' };
  for (const policy of [statement, JSON.stringify(statement), JSON.stringify(statement).replaceAll('"', '\\"')])
    expect(readWorkingCopy({ restApi: { policy } })?.policy).toEqual(statement);
  expect(readWorkingCopy({ restApi: { policy: 'gibberish' } })).not.toHaveProperty('policy');
});

test('whatever JSON it is given, the reader answers', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (items, value) => {
      const resources = [
        { path: '/a', resourceMethods: { GET: value } },
        { path: '/b', resourceMethods: { GET: { methodIntegration: value } } },
      ];
      expect(readResources(items)).toBeDefined();
      expect(readResources(resources)).toHaveLength(2);
    }),
  );
});

test('what is unknown never becomes a default', () => {
  const optional = ['contentHandling', 'passthroughBehavior', 'requestTemplates', 'integrationResponses', 'requestParameters'] as const;
  fc.assert(
    fc.property(fc.subarray([...optional]), (given) => {
      const integration = Object.fromEntries(given.map((name) => [name, null]));
      const [method] = readResources([{ path: '/a', resourceMethods: { GET: { methodIntegration: { type: 'AWS', ...integration } } } }]);
      const known = Object.keys(method?.integration ?? {}).filter((name) => name !== 'type');
      const expected = given
        .filter((name) => name !== 'passthroughBehavior')
        .map((name) => (name === 'integrationResponses' ? 'responses' : name));
      expect(new Set(known)).toEqual(new Set(expected));
    }),
  );
});
