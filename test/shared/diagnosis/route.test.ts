import { expect, test } from 'vitest';
import type { Config } from '../../../shared/diagnosis/config.ts';
import { type RouteFacts, routeFor } from '../../../shared/diagnosis/route.ts';

const ROUTES: NonNullable<Config['routes']> = [
  { when: { api: 'orders*', stage: 'prod' }, to: { slack: 'C0ORDERS00' } },
  { when: { tags: { team: 'pay*', tier: '1' } }, to: { slack: 'C0PAYMENT0', topic: 'default' } },
  { when: { account: '444455556666', region: 'us-*' }, to: { topic: 'arn:aws:sns:us-east-1:444455556666:pager' } },
  { when: { stage: '*' }, to: { card: 'default' } },
];

test.for<{ readonly name: string; readonly facts: RouteFacts; readonly to: unknown }>([
  { name: 'by the API and its stage', facts: { apiName: 'orders-api', stage: 'prod' }, to: { slack: 'C0ORDERS00' } },
  { name: 'by the id of the API', facts: { apiId: 'orders7', stage: 'prod' }, to: { slack: 'C0ORDERS00' } },
  { name: 'not by half of a condition', facts: { apiName: 'orders-api', stage: 'test' }, to: { card: 'default' } },
  { name: 'not by another case', facts: { apiName: 'Orders-api', stage: 'prod' }, to: { card: 'default' } },
  {
    name: 'by all of the tags',
    facts: { apiName: 'x', stage: 'prod', tags: { team: 'payments', tier: '1', more: '' } },
    to: { slack: 'C0PAYMENT0', topic: 'default' },
  },
  { name: 'not by one of two tags', facts: { stage: 'prod', tags: { team: 'payments' } }, to: { card: 'default' } },
  {
    name: 'by account and Region',
    facts: { account: '444455556666', region: 'us-west-2' },
    to: { topic: 'arn:aws:sns:us-east-1:444455556666:pager' },
  },
  {
    name: 'by the first that matches, not the narrowest',
    facts: { apiName: 'orders', stage: 'prod', tags: { team: 'pay', tier: '1' } },
    to: { slack: 'C0ORDERS00' },
  },
  { name: 'everybody when nothing is known of it', facts: {}, to: { slack: 'default', topic: 'default', card: 'default' } },
])('$name', ({ facts, to }) => {
  expect(routeFor({ routes: ROUTES }, facts)).toEqual(to);
});

test('what no route matches goes where the file says', () => {
  expect(routeFor({ otherwise: { topic: 'default' } }, { apiName: 'x' })).toEqual({ topic: 'default' });
});

test("a tag is the API's own, not a member that every object has", () => {
  const when = { tags: { constructor: '*' } };
  expect(routeFor({ routes: [{ when, to: { slack: 'C0ORDERS00' } }], otherwise: { card: 'default' } }, { tags: { team: 'pay' } })).toEqual({
    card: 'default',
  });
});

test('a pattern made to be slow does not hold up the test', () => {
  const facts = { apiName: 'a'.repeat(2_048) };
  expect(
    routeFor({ routes: [{ when: { api: `${'a*'.repeat(63)}b` }, to: { slack: 'C0ORDERS00' } }], otherwise: { card: 'default' } }, facts),
  ).toEqual({
    card: 'default',
  });
});
