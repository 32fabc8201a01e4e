import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../infra/lab/lab.ts';
import type { LabApi } from '../../../infra/lab/lab-api.ts';
import { runCli } from '../../support/run-cli.ts';

const REQUEST_ID = '7e1f0a52-94b3-4c0e-9a53-2f5f0c1d6b88';
const SECRET = 'Bearer 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const parcels: LabApi = {
  restApi: { id: 'h7k2m9p4qx', name: 'parcels', endpointConfiguration: { types: ['REGIONAL'] } },
  stages: [
    { settings: { stageName: 'live', deploymentId: 'd1', methodSettings: { '*/*': { loggingLevel: 'INFO', dataTraceEnabled: true } } } },
    { settings: { stageName: 'test', deploymentId: 'd1' } },
  ],
  resources: [
    { id: 'r0', path: '/' },
    {
      id: 'r1',
      parentId: 'r0',
      path: '/parcels',
      pathPart: 'parcels',
      resourceMethods: {
        GET: {
          httpMethod: 'GET',
          authorizationType: 'NONE',
          methodResponses: { '200': { statusCode: '200' } },
          methodIntegration: {
            type: 'HTTP',
            httpMethod: 'GET',
            uri: 'https://parcels.example.com/',
            integrationResponses: { '404': { statusCode: '404', selectionPattern: '404' }, '200': { statusCode: '200' } },
          },
        },
      },
    },
  ],
  deployments: [{ id: 'd1' }],
};

const logged = [
  'Extended Request Id: abc=',
  `Starting execution for request: ${REQUEST_ID}`,
  'HTTP Method: GET, Resource Path: /parcels',
  `Method request headers: {Authorization=${SECRET}}`,
  'Sending request to https://parcels.example.com/',
  'Received response. Status: 404, Integration latency: 31 ms',
  'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
  'Method completed with status: 500',
].map((text, index) => ({ timestamp: Date.now() - 60_000 + index, message: `(${REQUEST_ID}) ${text}` }));

let lab: Lab;
let folder = '';

beforeAll(async () => {
  lab = await startLab({
    region: 'eu-central-1',
    apis: [parcels],
    logGroups: [{ name: 'API-Gateway-Execution-Logs_h7k2m9p4qx/live', events: logged }],
  });
});
afterAll(() => lab.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-live-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) => runCli(args, { env: lab.env });

test('diagnose names the cause of a live stage and what the answer cost, without a word on standard error', async () => {
  const { code, stdout, stderr } = await run('diagnose', '--api', 'parcels', '--stage', 'live', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ cause: 'missing-method-response', target: { apiId: 'h7k2m9p4qx', stage: 'live' } });
  expect(JSON.parse(stdout)).toHaveProperty('cost.calls');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('diagnose finds one request by its id, and takes an API by its id', async () => {
  const { code, stdout } = await run('diagnose', '--api', 'h7k2m9p4qx', '--stage', 'live', '--request-id', REQUEST_ID);
  expect(stdout).toContain('missing-method-response');
  expect(code).toBe(1);
});

describe('capture', () => {
  test('writes a redacted file from which diagnose gives the same answer', async () => {
    const out = join(folder, 'incident.json');
    expect(await run('capture', '--api', 'parcels', '--stage', 'live', '--out', out)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8')).not.toContain(SECRET.slice(7));
    expect(readdirSync(folder)).toEqual(['incident.json']);
    const { code, stdout } = await runCli(['diagnose', '--incident', out, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ cause: 'missing-method-response' });
    expect(code).toBe(1);
  });

  test('goes to standard output, ready for a pipe', async () => {
    const { code, stdout } = await run('capture', '--api', 'parcels', '--stage', 'live');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, api: { kind: 'REST', id: 'h7k2m9p4qx', stage: 'live' } });
    expect(code).toBe(0);
  });

  test('leaves nothing behind when it cannot write', async () => {
    const out = join(folder, 'none', 'incident.json');
    const { code, stderr } = await run('capture', '--api', 'parcels', '--stage', 'live', '--out', out);
    expect(stderr).toBe(`gatewhy: Cannot write ${out}: there is no such file or directory.\n`);
    expect({ code, left: readdirSync(folder) }).toEqual({ code: 3, left: [] });
  });

  test('says that the file is not whole when the reader hangs up', async () => {
    const { code, stderr } = await runCli(['capture', '--api', 'parcels', '--stage', 'live'], { env: lab.env, hangUp: true });
    expect(stderr).toBe('gatewhy: Standard output was closed before the whole incident file was written.\n');
    expect(code).toBe(3);
  });
});

describe('could not look: code 3, one sentence', () => {
  test.for([
    { args: ['--api', 'parcles', '--stage', 'live'], says: 'parcels' },
    { args: ['--api', 'parcels', '--stage', 'prod'], says: 'has no stage prod' },
    { args: ['--api', 'parcels'], says: 'name one of' },
  ])('$args', async ({ args, says }) => {
    const { code, stdout, stderr } = await run('diagnose', ...args);
    expect(stderr).toMatch(/^gatewhy: [^\n]+[.?]\n$/);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  test.for(['diagnose', 'capture'])('expired credentials: %s', async (command) => {
    lab.fail({
      service: 'apigateway',
      operation: '*',
      times: 1,
      status: 403,
      code: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
    const { code, stdout, stderr } = await run(command, '--api', 'parcels', '--stage', 'live');
    expect(stderr).toMatch(/^gatewhy: AWS did not accept the credentials [^\n]+\.\n$/);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  test('nobody answers', async () => {
    const { code, stderr } = await runCli(['diagnose', '--api', 'parcels', '--stage', 'live'], {
      env: { ...lab.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' },
    });
    expect(stderr).toMatch(/^gatewhy: [^\n]+\.\n$/);
    expect(code).toBe(3);
  });
});
