import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFunctions } from '../../../../infra/lab/own-api/load-functions.ts';
import { encodeUtf8 } from '../../../../shared/gateway/payload.ts';

let folder = '';
let count = 0;

const load = (source: string) => {
  count += 1;
  const path = join(folder, `module-${count}.mjs`);
  writeFileSync(path, source);
  return loadFunctions(path);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-functions-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['export const handler = () => 1;', 'export default () => 1;'])('%s answers for every function', async (source) => {
  expect(await load(source)).toEqual({ ok: true, value: { functions: [], anyFunction: expect.any(Function), backends: {} } });
});

test('functions go by their names, and stand beside a handler for the others', async () => {
  const loaded = await load("export const functions = { 'order-list': () => 1 }; export const handler = () => 2;");
  expect(loaded.ok && loaded.value.functions).toEqual([{ configuration: { FunctionName: 'order-list' }, handler: expect.any(Function) }]);
  expect(loaded.ok && loaded.value.anyFunction).toBeTypeOf('function');
});

test('a backend is an address, or an answer whose members may each be left out', async () => {
  const loaded = await load(
    "export const backends = { 'https://a.example.com/': 'http://127.0.0.1:9000/x/', 'https://b.example.com/': { body: { b: 1 } }, 'https://c.example.com/': { status: 204, headers: { A: 'b' } } };",
  );
  expect(loaded.ok && loaded.value.backends).toEqual({
    'https://a.example.com/': new URL('http://127.0.0.1:9000/x/'),
    'https://b.example.com/': {
      kind: 'answered',
      status: 200,
      headers: [['Content-Type', 'application/json']],
      body: encodeUtf8('{"b":1}'),
    },
    'https://c.example.com/': { kind: 'answered', status: 204, headers: [['A', 'b']], body: encodeUtf8('') },
  });
});

test.each([
  ['export const other = 1;', 'it exports neither "handler", nor "functions", nor "backends"'],
  ['export const functions = { orders: 7 };', '"functions" must be an object of functions, by the names of the Lambda functions'],
  ['export const handler = 7;', '"handler" must be a function'],
  ["export const backends = { 'https://a.example.com/': { state: 204 } };", expect.stringMatching(/^"backends" must be an object/)],
  ['throw new Error("no database");', 'no database'],
])('refuses %s', async (source, failure) => {
  expect(await load(source)).toEqual({ ok: false, failure });
});

test('says that a module is missing without naming a file of ours', async () => {
  const loaded = await loadFunctions(join(folder, 'none.mjs'));
  expect(loaded.ok ? '' : loaded.failure).not.toContain('load-functions');
  expect(loaded.ok).toBe(false);
});
