import { describe, expect, test } from 'vitest';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { runCli } from '../../support/run-cli.ts';

const exported = (integration: object) => ({
  version: 1,
  api: { kind: 'REST', id: 'a1b2c3d4e5', name: 'orders', stage: 'prod', region: 'eu-west-1' },
  config: {
    deployed: {
      openapi: '3.0.1',
      paths: { '/orders': { get: { responses: { '200': { description: 'ok' } }, 'x-amazon-apigateway-integration': integration } } },
    },
  },
  logs: { execution: [{ timestamp: 0, message: '(a) Method completed with status: 504' }] },
});

const PROXY = { type: 'http_proxy', httpMethod: 'GET', uri: 'https://orders.example.com/' };
const UNDECLARED = { ...PROXY, type: 'http', responses: { default: { statusCode: '201' } } };

const audited = (integration: object, ...args: readonly string[]) =>
  runCli(['audit', '--incident', '-', ...args], { input: JSON.stringify(exported(integration)) });

describe('gatewhy audit', () => {
  test('ends with 0 where nothing is found, and says what it cannot see', async () => {
    const { code, stdout } = await audited(PROXY);
    expect(code).toBe(0);
    expect(stdout).toContain('Audit of orders prod: 1 method, nothing found');
    expect(stdout).toContain('An audit reads the configuration alone');
  });

  test('ends with 1 where a method would fail, with its repair', async () => {
    const { code, stdout } = await audited(UNDECLARED);
    expect(code).toBe(1);
    expect(stdout).toContain('Audit of orders prod: 1 method, 1 would fail');
    expect(stdout).toContain('aws apigateway put-method-response');
  });

  test('writes JSON for machines', async () => {
    const { code, stdout } = await audited(UNDECLARED, '--json');
    expect(code).toBe(1);
    const json = parseJson(stdout);
    expect(isRecord(json) && json).toMatchObject({
      version: 1,
      methods: { configured: 1, lookedAt: 1 },
      findings: [{ cause: 'missing-method-response', effect: 'fails', methods: [{ where: 'GET /orders', proof: { kind: 'proven' } }] }],
    });
  });

  test('ends with 3 where there is no configuration', async () => {
    const { code, stdout } = await runCli(['audit', '--incident', '-'], { input: '{"version":1,"api":{"kind":"REST","name":"orders"}}' });
    expect(code).toBe(3);
    expect(stdout).toContain('No configured method could be read');
  });

  test.for([
    [[], 'Say where to look'],
    [['--incident', 'x.json', '--api', 'orders'], 'leave out --api'],
    [['--since', '1h'], 'Unknown option "--since"'],
  ] as const)('is refused with 2: %j', async ([args, says]) => {
    const { code, stderr } = await runCli(['audit', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
  });
});
