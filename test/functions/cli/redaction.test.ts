import { expect, test } from 'vitest';
import { runCli } from '../../support/run-cli.ts';
import { undeclaredStatus } from './incidents.ts';

const incident = JSON.stringify(undeclaredStatus).replace(
  'HTTP Method',
  'Method request path: {customer=CUST-00000017}"},{"message":"HTTP Method',
);

const diagnose = (patterns: string) =>
  runCli(['diagnose', '--incident', '-', '--json'], {
    input: incident.replaceAll('/parcels', '/parcels/CUST-00000017'),
    env: { REDACT_PATTERNS: patterns },
  });

test('what REDACT_PATTERNS names is hidden on the terminal too', async () => {
  expect((await diagnose('')).stdout).toContain('CUST-00000017');
  const { code, stdout } = await diagnose('[{"name":"customer number","pattern":"CUST-[0-9]{8}"}]');
  expect(stdout).toContain('‹customer number›');
  expect(stdout).not.toContain('CUST-0');
  expect(code).toBe(1);
});

test('a pattern that cannot be used stops the command before anything is read', async () => {
  const { code, stdout, stderr } = await diagnose('[{"name":"customer number","pattern":"CUST-[0-9]+"}]');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^gatewhy: REDACT_PATTERNS: The pattern "customer number" cannot be used: [^\n]+\n$/);
});
