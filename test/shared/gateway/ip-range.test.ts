import { BlockList } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEverywhere, isInRange, isUnroutable } from '../../../shared/gateway/ip-range.ts';

test.each([
  ['203.0.113.9', '203.0.113.0/24', true],
  ['203.0.114.9', '203.0.113.0/24', false],
  ['203.0.113.9', '203.0.113.9', true],
  ['203.0.113.9', '203.0.113.77/24', true],
  ['203.0.113.9', '0.0.0.0/0', true],
  ['203.0.113.9', '2001:db8::/32', undefined],
  ['2001:db8::1', '203.0.113.0/24', undefined],
  ['203.0.113.9', '203.0.113.0/33', undefined],
  ['203.0.113.256', '203.0.113.0/24', undefined],
  ['203.0.113.9', '203.0.113.0/24/8', undefined],
] as const)('%s in %s: %s', (address, cidr, expected) => {
  expect(isInRange(address, cidr)).toBe(expected);
});

test('an address is in a range exactly when Node says so', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, network, bits) => {
      const list = new BlockList();
      list.addSubnet(network, bits, 'ipv4');
      expect(isInRange(address, `${network}/${bits}`)).toBe(list.check(address));
    }),
  );
});

test.each([
  ['0.0.0.0', true],
  ['10.1.0.0/16', true],
  ['172.16.0.0/12', true],
  ['192.168.0.0/15', false],
  ['0.0.0.0/0', false],
  ['203.0.113.0/24', false],
  ['::1', false],
] as const)('no caller from the internet stands in %s: %s', (cidr, expected) => {
  expect(isUnroutable(cidr)).toBe(expected);
});

test('only a range of no bits is everywhere', () => {
  expect(['0.0.0.0/0', '0.0.0.0/1', '0.0.0.0', 'x'].map(isEverywhere)).toEqual([true, false, false, false]);
});
