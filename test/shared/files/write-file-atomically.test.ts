import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomically } from '../../../shared/files/write-file-atomically.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewhy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('writes the whole text for its owner alone, and leaves nothing beside it', async () => {
  const path = join(folder, 'incident.json');
  expect(await writeFileAtomically(path, 'new')).toMatchObject({ ok: true });
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['incident.json']);
});

test('replaces an earlier file, even one that may not be written into', async () => {
  const path = join(folder, 'incident.json');
  writeFileSync(path, 'old');
  chmodSync(path, 0o400);
  await writeFileAtomically(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('says why it cannot write into a folder that is not there, and onto a directory', async () => {
  expect(await writeFileAtomically(join(folder, 'none', 'a.json'), 'x')).toEqual({
    ok: false,
    failure: 'there is no such file or directory',
  });
  mkdirSync(join(folder, 'taken'));
  expect(await writeFileAtomically(join(folder, 'taken'), 'x')).toEqual({ ok: false, failure: 'it exists and is not a regular file' });
  expect(readdirSync(folder)).toEqual(['taken']);
});
