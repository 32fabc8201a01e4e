import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMethod, routeRequest } from '../../../shared/gateway/routing.ts';
import type { Method } from '../../../shared/model/api.ts';

const methods = (...keys: readonly string[]): readonly Method[] =>
  keys.map((key) => {
    const [verb = '', path = ''] = key.split(' ');
    return { verb, path };
  });
const routed = (list: readonly Method[], verb: string, path: string): string | undefined => {
  const route = routeRequest(list, verb, path);
  return route && `${route.method.verb} ${route.method.path}`;
};

test.each([
  ['RT-1 literal before parameter', ['GET /pets/{id}', 'GET /pets/new'], 'GET', '/pets/new', 'GET /pets/new'],
  ['RT-1 parameter before greedy', ['GET /{proxy+}', 'GET /{id}'], 'GET', '/x', 'GET /{id}'],
  ['RT-1 an early literal beats a late one', ['GET /{a}/b', 'GET /a/{b}'], 'GET', '/a/b', 'GET /a/{b}'],
  ['RT-2 a greedy sibling answers for a missing verb', ['GET /pets', 'ANY /{proxy+}'], 'POST', '/pets', 'ANY /{proxy+}'],
  ['RT-2 ANY on the literal beats the sibling', ['ANY /pets', 'POST /{proxy+}'], 'POST', '/pets', 'ANY /pets'],
  ['the exact verb before ANY on one resource', ['ANY /pets', 'POST /pets'], 'POST', '/pets', 'POST /pets'],
  ['RT-3 an unknown path', ['GET /pets'], 'GET', '/dogs', undefined],
  ['RT-3 a wrong verb', ['GET /pets'], 'DELETE', '/pets', undefined],
  ['RT-4 extra slashes in front', ['GET /pets'], 'GET', '//pets', 'GET /pets'],
  ['RT-4 a trailing slash', ['GET /pets'], 'GET', '/pets/', 'GET /pets'],
  ['the query is no part of the path', ['GET /pets'], 'GET', '/pets?x=/y', 'GET /pets'],
  ['a greedy parameter needs a segment', ['ANY /{proxy+}'], 'GET', '/', undefined],
  ['the root', ['GET /', 'ANY /{proxy+}'], 'GET', '/', 'GET /'],
  ['a longer path does not fit', ['GET /pets/{id}'], 'GET', '/pets/1/toys', undefined],
  ['verbs without case', ['get /pets'], 'GET', '/pets', 'get /pets'],
] as const)('%s', (_, keys, verb, path, expected) => {
  expect(routed(methods(...keys), verb, path)).toBe(expected);
});

test('RT-4 and RT-5 parameters are kept as they stand, inner slashes included, the trailing one cut', () => {
  expect(routeRequest(methods('ANY /v/{id}/{proxy+}'), 'GET', '/v/a%2Bb/x//y+z/')?.pathParameters).toEqual({
    id: 'a%2Bb',
    proxy: 'x//y+z',
  });
});

test('$default of an HTTP API takes what no route takes, the root included', () => {
  const list: readonly Method[] = [
    { verb: 'ANY', path: '/{proxy+}', routeKey: '$default' },
    { verb: 'GET', path: '/{any+}', routeKey: 'GET /{any+}' },
  ];
  expect(routeRequest(list, 'GET', '/x')?.method.routeKey).toBe('GET /{any+}');
  expect(routeRequest(list, 'POST', '/x')?.method.routeKey).toBe('$default');
  expect(routeRequest(list, 'GET', '/')?.method.routeKey).toBe('$default');
});

const segment = fc.stringMatching(/^[a-z0-9]{1,5}$/);

test('whatever the order of creation, the most specific route wins', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat()), (path, random) => {
      const literal = `GET /${path.join('/')}`;
      const parameter = `GET /${path.map((_, index) => `{p${index}}`).join('/')}`;
      const shuffled = [literal, parameter, 'GET /{proxy+}']
        .map((key) => ({ key, at: random.next().value }))
        .toSorted((a, b) => a.at - b.at);
      const list = methods(...shuffled.map(({ key }) => key));
      expect(routed(list, 'GET', `/${path.join('/')}`)).toBe(literal);
      expect(
        routed(
          list.filter(({ path: own }) => `GET ${own}` !== literal),
          'GET',
          `/${path.join('/')}`,
        ),
      ).toBe(parameter);
    }),
  );
});

const api = (...keys: readonly string[]) => ({ methods: methods(...keys) });

test('the resource template, where known, decides over the path', () => {
  expect(findMethod(api('GET /pets/{id}', 'GET /{proxy+}'), { method: 'GET', path: '/pets/1', resource: '/{proxy+}' })?.path).toBe(
    '/{proxy+}',
  );
  expect(findMethod(api('GET /pets'), { method: 'GET', path: '/pets', resource: '/dogs' })).toBeUndefined();
});

test('a console Test without a path prints the template itself', () => {
  expect(findMethod(api('GET /pets/{id}', 'GET /{proxy+}'), { method: 'GET', path: '/pets/{id}' })?.path).toBe('/pets/{id}');
});

test('without a path the only method that takes the verb is the one', () => {
  expect(findMethod(api('GET /pets', 'POST /pets'), { method: 'POST' })?.verb).toBe('POST');
  expect(findMethod(api('GET /pets'), {})?.verb).toBe('GET');
  expect(findMethod(api('GET /pets', 'GET /dogs'), { method: 'GET' })).toBeUndefined();
  expect(findMethod(api('GET /pets'), { method: 'POST' })).toBeUndefined();
});

test('without a verb the only method on the path is the one', () => {
  expect(findMethod(api('GET /pets/{id}', 'GET /dogs'), { path: '/pets/1' })?.path).toBe('/pets/{id}');
  expect(findMethod(api('GET /pets', 'POST /pets'), { path: '/pets' })).toBeUndefined();
});

test('routing never throws, whatever the paths are', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.string(), fc.string(), (paths, verb, path) => {
      const list = paths.map((own) => ({ path: own, verb: 'ANY' }));
      const route = routeRequest(list, verb, path);
      if (route) expect(list).toContain(route.method);
    }),
  );
});
