import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthy, nothingKnown, undeclaredStatus } from '../../functions/cli/incidents.ts';
import { ROOT } from '../../support/repository.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-score-'));
  mkdirSync(join(folder, 'more'));
  for (const [name, content] of Object.entries({
    'right.json': { ...undeclaredStatus, expected: { cause: 'missing-method-response' } },
    'accepted.json': { ...undeclaredStatus, expected: { cause: 'backend-error', accept: ['missing-method-response'] } },
    'false-alarm.json': { ...undeclaredStatus, expected: { cause: 'no-fault' } },
    'more/control.json': { ...healthy, expected: { cause: 'no-fault' } },
    'more/abstained.json': { ...nothingKnown, expected: { cause: 'stale-cache' } },
    'more/refused.json': { ...healthy, version: 7, expected: { cause: 'no-fault' } },
    'more/unlabelled.json': healthy,
  }))
    writeFileSync(join(folder, name), JSON.stringify(content));
  writeFileSync(join(folder, 'garbage.json'), 'garbage');
});
afterAll(() => rmSync(folder, { recursive: true }));

const score = (...args: readonly string[]) => promisify(execFile)(process.execPath, ['infra/tools/score.ts', ...args], { cwd: ROOT });
const scoreJson = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await score('--json', ...args)).stdout);

test('scores every labelled file under the folders and lists the others', async () => {
  const figures = await scoreJson(folder);
  expect(figures).toMatchObject({ cases: 6, right: 3, wrong: 2, abstained: 1, controls: 3, falseAlarms: 1 });
  expect(figures).toMatchObject({
    perCause: { 'no-fault': { cases: 3, right: 1, wrong: 2 }, 'backend-error': { right: 1 } },
    unreadable: [
      { file: join(folder, 'garbage.json'), reason: 'not JSON' },
      { file: join(folder, 'more/unlabelled.json'), reason: 'no label with a known id' },
    ],
  });
});

test('keeps to the cases whose expected answer is asked for', async () => {
  expect(await scoreJson('--only', 'stale-cache,missing-method-response', folder)).toMatchObject({ cases: 2, right: 1, abstained: 1 });
});

test('prints a table for a person', async () => {
  const { stdout } = await score(folder);
  expect(stdout).toContain('3 of 6   50.0 %');
  expect(stdout).toContain('1 × no-fault → missing-method-response');
});

test.for([
  { args: [], says: 'Name at least one folder.' },
  { args: ['/no/such/folder'], says: 'no such file or directory' },
  { args: ['--only', 'nonsense', '.'], says: 'There is no id "nonsense".' },
  { args: ['--fast', '.'], says: "Unknown option '--fast'" },
])('ends with 2 when called wrongly: $args', async ({ args, says }) => {
  await expect(score(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
