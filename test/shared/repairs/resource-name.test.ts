import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methodVariable } from '../../../shared/repairs/cdk-edit.ts';
import { DERIVED_IDS, SERVERLESS } from '../../../shared/repairs/logical-ids.ts';
import { methodName } from '../../../shared/repairs/terraform-names.ts';

const namesOf = (verb: string, path: string) => [
  DERIVED_IDS.method({ path, verb }),
  methodName({ path, verb }),
  methodVariable({ path, verb }),
];

describe('the name of a method', () => {
  test.each([
    ['GET', '/orders/{id}', 'OrdersIdGetMethod', 'get_orders_id', 'getOrdersId'],
    ['POST', '/v1/orders/{id}/items', 'V1OrdersIdItemsPostMethod', 'post_v1_orders_id_items', 'postV1OrdersIdItems'],
    ['GET', '/pets/{petId}', 'PetsPetIdGetMethod', 'get_pets_pet_id', 'getPetsPetId'],
    ['ANY', '/{proxy+}', 'ProxyAnyMethod', 'any_proxy', 'anyProxy'],
    ['GET', '/', 'RootGetMethod', 'get_root', 'getRoot'],
  ])('%s %s reads as the path does', (verb, path, ...names) => {
    expect(namesOf(verb, path)).toEqual(names);
  });

  test.each([
    ['/a-b/a_b', '/a_b/a-b', '/a/b/a/b', '/a.b/a b'],
    ['/orders/{id}', '/orders/id', '/{orders}/{id}', '/orders/{ID}', '/Orders/{id}'],
    ['/pets/{petId}', '/pets/pet/id', '/pets/{pet}/{id}', '/pets/{pet-id}'],
    ['/{proxy+}', '/proxy', '/{proxy}'],
    ['/', '/root', '/é', '/%', ''],
    ['/v1/orders/{id}', '/v1/{ordersId}'],
  ])('no two of %s, %s … share one', (...paths) => {
    for (const index of [0, 1, 2]) expect(new Set(paths.map((path) => namesOf('GET', path)[index])).size).toBe(paths.length);
  });

  test('is legal in its language, and another one for every other method, whatever the path', () => {
    const path = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc
        .array(fc.constantFrom('a', 'b', '-', '_', '/', '{', '}', '+', 'A', '1', 'id', 'Id', 'proxy'), { maxLength: 8 })
        .map((parts) => `/${parts.join('')}`),
    );
    const place = fc.tuple(fc.constantFrom('GET', 'get', 'ANY', 'G E', ''), path);
    fc.assert(
      fc.property(fc.uniqueArray(place, { minLength: 2, maxLength: 20, selector: ([verb, text]) => `${verb} ${text}` }), (places) => {
        const names = places.map(([verb, text]) => namesOf(verb, text));
        for (const [logicalId = '', label = '', variable = ''] of names) {
          expect(logicalId).toMatch(/^[A-Za-z0-9]{1,255}$/);
          expect(label).toMatch(/^[a-z][a-z0-9_]*$/);
          expect(variable).toMatch(/^[a-z][A-Za-z0-9]*$/);
        }
        for (const index of [0, 1, 2]) expect(new Set(names.map((all) => all[index])).size).toBe(places.length);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ['GET', '/pets/{petId}'],
  ['POST', '/a-b/a_b'],
  ['ANY', '/{proxy+}'],
  ['GET', '/'],
])('for the Serverless Framework %s %s has the id that the framework itself gives it', (verb, path) => {
  const naming = createRequire(import.meta.url)('osls/lib/plugins/aws/lib/naming.js') as {
    normalizePath: (path: string) => string;
    getMethodLogicalId: (resourceId: string, verb: string) => string;
  };
  expect(SERVERLESS.ids.method({ path, verb })).toBe(naming.getMethodLogicalId(naming.normalizePath(path.replace(/^\//, '')), verb));
});
