import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHIPPING } from '../../infra/lab/gateway/shipping-export.ts';
import { ROOT } from '../../support/repository.ts';
import { runCli } from '../../support/run-cli.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

const MODULE = `
export const functions = {
  parcels: ({ pathParameters: { id } }) => {
    if (id === 'lost') throw new RangeError('parcel lost');
    return { statusCode: 200, body: id === 'raw' ? { id } : JSON.stringify({ id }) };
  },
  quotes: () => { throw new Error('no quote today'); },
};
export const backends = { 'https://carriers.example.com/': { status: 404, body: { message: 'none' } } };
setInterval(() => undefined, 60_000);
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-lab-'));
  for (const [name, content] of Object.entries({
    'export.json': JSON.stringify(SHIPPING),
    'bare.json': JSON.stringify({ openapi: '3.0.1', info: { title: 'bare', version: '1' }, paths: { '/a': { get: { responses: {} } } } }),
    'incident.json': JSON.stringify({ version: 1, api: { kind: 'REST' }, config: { deployed: SHIPPING } }),
    'export.yaml': 'openapi: 3.0.1\npaths: {}\n',
    'cut.json': JSON.stringify(SHIPPING).slice(0, 100),
    'functions.mjs': MODULE,
    'broken.mjs': 'export const handler = (;',
  }))
    writeFileSync(at(name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface RunningLab {
  readonly child: ChildProcess;
  readonly url: string;
  readonly output: () => string;
  /** Waits until the output holds a text. */
  readonly shows: (text: string) => Promise<void>;
}

const PATIENCE_MS = 15_000;

const startLab = async (...args: readonly string[]): Promise<RunningLab> => startBy([process.execPath, 'functions/cli/gatewhy.ts'], args);

const startBy = async ([program = '', ...words]: readonly string[], args: readonly string[]): Promise<RunningLab> => {
  const child = spawn(program, [...words, 'lab', ...args], { cwd: ROOT, env: { PATH: process.env.PATH ?? '' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const shows = async (text: string): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (!output.includes(text)) {
      if (Date.now() > end || child.exitCode !== null) throw new Error(`The lab never said "${text}":\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await shows('Stop with Ctrl+C');
  const url = /^Listening on (\S+)$/m.exec(output)?.[1] ?? '';
  return { child, url, output: () => output, shows };
};

const stop = async ({ child }: RunningLab, signal: NodeJS.Signals): Promise<readonly unknown[]> => {
  child.kill(signal);
  return once(child, 'close');
};

test('serves the export, answers by the code that it was given, diagnoses what fails, and stops on SIGTERM', async () => {
  const lab = await startLab(at('export.json'), '--functions', at('functions.mjs'));
  try {
    expect(lab.output()).toMatch(/^API shipping, stage live: 9 methods from /);
    expect(lab.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/live$/);
    const parcel = await fetch(`${lab.url}/parcels/9`);
    expect([parcel.status, await parcel.json()]).toEqual([200, { id: '9' }]);
    for (const [path, status, cause] of [
      ['/parcels/raw', 502, 'malformed-proxy-response'],
      ['/parcels/lost', 502, 'lambda-function-error'],
      ['/carriers/none', 500, 'missing-method-response'],
      ['/quotes', 200, 'lambda-error-as-success'],
    ] as const) {
      expect((await fetch(`${lab.url}${path}`)).status).toBe(status);
      await lab.shows(` GET ${path} ${status} `);
      await lab.shows(cause);
    }
    expect((await fetch(`${lab.url}/orphan`)).status).toBe(504);
    await lab.shows('No local code answers for the function nobody-has-me.');
    expect((await fetch(`${lab.url}/nowhere`)).status).toBe(403);
    await lab.shows('GET /nowhere 403');
    expect(lab.output()).not.toContain('Not enough evidence');
  } finally {
    expect(await stop(lab, 'SIGTERM')).toEqual([0, null]);
  }
  await expect(fetch(lab.url)).rejects.toThrow();
});

test('takes the port and the stage that it is told, works without functions, and stops on SIGINT', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  const taken = await runCli(['lab', at('export.json'), '--port', String(port)]);
  expect(taken).toEqual({ code: 3, stdout: '', stderr: `gatewhy: Cannot listen on port ${port}: another program listens on it.\n` });
  free.close();
  await once(free, 'close');
  const lab = await startLab(at('export.json'), '--port', String(port), '--stage', 'beta');
  expect(lab.url).toBe(`http://127.0.0.1:${port}/beta`);
  expect(await (await fetch(`${lab.url}/health`)).text()).toBe('{"up":true}');
  expect(await stop(lab, 'SIGINT')).toEqual([0, null]);
});

test('a signal to npm reaches the lab: no process stays behind', async () => {
  const lab = await startBy(['npm', 'run', '-s', 'gatewhy', '--'], [at('export.json')]);
  expect(await stop(lab, 'SIGTERM')).toEqual([0, null]);
  await expect(fetch(lab.url)).rejects.toThrow();
});

describe('cannot start: one sentence and code 3', () => {
  test.for([
    { args: ['none.json'], says: 'there is no such file' },
    { args: ['cut.json'], says: 'is cut off' },
    { args: ['export.yaml'], says: 'It is YAML' },
    { args: ['bare.json'], says: 'has no x-amazon-apigateway-integration' },
    { args: ['incident.json'], says: 'It is an incident file' },
    { args: ['export.json', '--functions', 'none.mjs'], says: 'Cannot find module' },
    { args: ['export.json', '--functions', 'broken.mjs'], says: 'Unexpected token' },
  ])('$args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(['lab', ...args.map((word) => (word.startsWith('--') ? word : at(word)))]);
    expect(stderr).toMatch(/^gatewhy: [^\n]+\.\n$/);
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });
});

test.for([
  { args: [], says: 'Say what to serve' },
  { args: ['export.json', '--port', '70000'], says: '--port "70000" is not a port' },
  { args: ['export.json', '--port', 'http'], says: '--port "http" is not a port' },
  { args: ['export.json', '--stage', 'a/b'], says: '--stage "a/b" is not the name of a stage' },
])('called wrongly: $args', async ({ args, says }) => {
  const { code, stdout, stderr } = await runCli(['lab', ...args]);
  expect(stderr).toContain(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});
