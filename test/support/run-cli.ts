import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CliOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Closes the reading end of standard output before the program can write. */
  readonly hangUp?: boolean;
  /** A file that standard output goes to. */
  readonly stdout?: string;
}

/** Nothing of the machine's own AWS set-up, terminal or colours reaches the program. Node compiles each file once for all runs. */
const BARE = {
  NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/gatewhy-cli'),
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs `node functions/cli/gatewhy.ts` as a process of its own. */
export const runCli = (args: readonly string[], { input, env = {}, hangUp = false, stdout: target }: CliOptions = {}): Promise<CliRun> =>
  new Promise((resolve, reject) => {
    const file = target === undefined ? undefined : openSync(target, 'w');
    const child = spawn(process.execPath, ['functions/cli/gatewhy.ts', ...args], {
      cwd: ROOT,
      env: { ...BARE, ...env },
      stdio: ['pipe', file ?? 'pipe', 'pipe'],
    });
    if (file !== undefined) closeSync(file);
    let stdout = '';
    let stderr = '';
    if (hangUp) child.stdout?.destroy();
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // The program may end without reading: that is its right, and no fault of the test.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
