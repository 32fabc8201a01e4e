import { spawn } from 'node:child_process';
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
}

/** Nothing of the machine's own AWS set-up, terminal or colours reaches the program. */
const BARE = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Runs `node functions/cli/gatewhy.ts` as a process of its own. */
export const runCli = (args: readonly string[], { input, env = {}, hangUp = false }: CliOptions = {}): Promise<CliRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['functions/cli/gatewhy.ts', ...args], { cwd: ROOT, env: { ...BARE, ...env } });
    let stdout = '';
    let stderr = '';
    if (hangUp) child.stdout.destroy();
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // The program may end without reading: that is its right, and no fault of the test.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
