import { expect, test } from 'vitest';
import { judgeResourcePolicy } from '../../../shared/gateway/resource-policy.ts';

const caller = { apiId: 'a1b2c3d4e5', stage: 'prod', verb: 'GET', path: '/orders', sourceIp: '203.0.113.9', isPrivate: false };
const statement = (Effect: 'Allow' | 'Deny', more = {}) => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...more,
});
const from = (operator: string, ...cidrs: readonly string[]) => ({ Condition: { [operator]: { 'aws:SourceIp': cidrs } } });
const vpce = (operator: string) => ({ Condition: { [operator]: { 'aws:SourceVpce': 'vpce-1' } } });

test.each([
  ['an Allow for everybody', [statement('Allow')], 'allowed'],
  ['an Allow for the address', [statement('Allow', from('IpAddress', '198.51.100.0/24', '203.0.113.0/24'))], 'allowed'],
  ['an Allow for another address', [statement('Allow', from('IpAddress', '198.51.100.0/24'))], 'denied'],
  ['a Deny for other addresses', [statement('Allow'), statement('Deny', from('NotIpAddress', '203.0.113.0/24'))], 'allowed'],
  ['a Deny for the address', [statement('Allow'), statement('Deny', from('IpAddress', '203.0.113.9'))], 'denied'],
  ['an Allow for another path', [statement('Allow', { Resource: 'execute-api:/prod/GET/invoices' })], 'denied'],
  ['an Allow for another action', [statement('Allow', { Action: 'execute-api:ManageConnections' })], 'denied'],
  ['an Allow for a VPC endpoint', [statement('Allow', vpce('StringEquals'))], 'denied'],
  ['a Deny for all but a VPC endpoint', [statement('Allow'), statement('Deny', vpce('StringNotEquals'))], 'denied'],
  ['an Allow for one account', [statement('Allow', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } })], 'unknown'],
  ['a condition that is not read', [statement('Allow', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })], 'unknown'],
  ['a comparison that passes without its key', [statement('Allow', vpce('StringEqualsIfExists'))], 'unknown'],
  ['an IPv6 range', [statement('Allow', from('IpAddress', '2001:db8::/32'))], 'unknown'],
  ['nothing', [], 'denied'],
] as const)('%s', (_, Statement, outcome) => {
  expect(judgeResourcePolicy({ Statement }, caller).outcome).toBe(outcome);
});

test('the Deny that fits is named', () => {
  const deny = statement('Deny');
  expect(judgeResourcePolicy({ Statement: [statement('Allow'), deny] }, caller)).toEqual({ outcome: 'denied', statement: deny });
});

test('a caller whose address nobody knows is still none that a placeholder lets in', () => {
  const { sourceIp: _, ...unknown } = caller;
  const placeholder = { Statement: statement('Allow', from('IpAddress', '0.0.0.0')) };
  expect(judgeResourcePolicy(placeholder, unknown).outcome).toBe('denied');
  expect(judgeResourcePolicy(placeholder, { ...unknown, isPrivate: true }).outcome).toBe('unknown');
  expect(judgeResourcePolicy({ Statement: statement('Allow', from('IpAddress', '203.0.113.0/24')) }, unknown).outcome).toBe('unknown');
});

test('what is no policy says nothing', () => {
  expect(judgeResourcePolicy('policy', caller)).toEqual({ outcome: 'unknown' });
});
