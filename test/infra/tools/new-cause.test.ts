import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../support/repository.ts';

const run = promisify(execFile);

/** A copy of what the tool reads and writes, with one cause taken out: so there is always one to create. */
const ID = 'missing-method-response';
let copy = '';

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'gatewhy-new-cause-'));
  for (const part of ['shared', 'infra/tools', 'tsconfig.json', 'biome.json', 'package.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const ending of ['ts', 'md']) rmSync(join(copy, `shared/causes/${ID}.${ending}`));
  await run(process.execPath, ['infra/tools/generate-cause-index.ts'], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true }));

const newCause = (...args: readonly string[]) => run(process.execPath, ['infra/tools/new-cause.ts', ...args], { cwd: copy });

test.for([
  { args: [], message: 'Usage: npm run new-cause -- ID' },
  { args: ['one', 'two'], message: 'Usage: npm run new-cause -- ID' },
  { args: ['LambdaTimeout'], message: 'is not kebab-case' },
  { args: ['../escape'], message: 'is not kebab-case' },
  { args: ['printer-on-fire'], message: 'is not in shared/model/cause-id.ts: add it there first' },
])('refuses $args', async ({ args, message }) => {
  await expect(newCause(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});

test('writes a cause that compiles and is formatted, its page and its index line, once', async () => {
  expect(readFileSync(join(copy, 'shared/causes/index.ts'), 'utf8')).not.toContain(ID);
  await newCause(ID);
  expect(readFileSync(join(copy, 'shared/causes/index.ts'), 'utf8')).toBe(readFileSync(join(ROOT, 'shared/causes/index.ts'), 'utf8'));
  expect(readFileSync(join(copy, `shared/causes/${ID}.md`), 'utf8')).toContain(`verdict: ${ID}`);
  const checked = [`shared/causes/${ID}.ts`, 'shared/causes/index.ts'];
  writeFileSync(join(copy, 'tsconfig.causes.json'), JSON.stringify({ extends: './tsconfig.json', include: ['shared/causes'] }));
  await run('node_modules/.bin/tsc', ['-p', 'tsconfig.causes.json'], { cwd: copy });
  await run('node_modules/.bin/biome', ['check', '--vcs-enabled=false', ...checked], { cwd: copy });
  await expect(newCause(ID)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('exists already') });
});
