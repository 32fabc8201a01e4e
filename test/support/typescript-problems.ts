import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** What the TypeScript compiler says of the syntax; `''` where nothing. Types are not looked at: the CDK is not installed here. */
export const typescriptProblems = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-cdk-'));
  const file = join(folder, 'repair.ts');
  writeFileSync(file, text);
  const { stdout, status } = spawnSync(process.execPath, [TSC, '--noEmit', '--noCheck', '--noResolve', '--ignoreConfig', file], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return status === 0 ? '' : stdout || `tsc ended with ${status}`;
};
