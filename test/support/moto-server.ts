import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { test } from 'vitest';
import { err, ok, type Result } from '../../shared/lib/result.ts';

export interface Moto {
  readonly endpoint: string;
  /** What a process needs to speak to it instead of AWS. */
  readonly env: Readonly<Record<string, string>>;
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly stop: () => Promise<void>;
}

const PYTHON = 'python3';
const REGION = 'eu-west-1';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
const START_MILLIS = 40_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/moto-api/`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

const end = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGKILL');
  await once(server, 'exit');
};

/**
 * An independent implementation of AWS (https://github.com/getmoto/moto), to hold the adapters against. The failure says why there is
 * none: it needs Python with `moto[server]`.
 */
export const startMoto = async (): Promise<Result<Moto, string>> => {
  try {
    await promisify(execFile)(PYTHON, ['-c', 'import moto.server, flask']);
  } catch {
    return err("moto is not there: it needs python3 with `pip install 'moto[server]'`");
  }
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = spawn(PYTHON, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey },
  });
  const deadline = Date.now() + START_MILLIS;
  while (!(await answers(endpoint))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await end(server);
      return err('moto is there but did not start');
    }
    await sleep(200);
  }
  return ok({
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    clientConfig: { endpoint, region: REGION, credentials: KEYS },
    stop: () => end(server),
  });
};

/** A test that needs moto; without it the test is skipped, and the reason is printed once per file. */
export const contractWith = (moto: Result<Moto, string>) => {
  if (!moto.ok) process.stderr.write(`Contract tests are skipped: ${moto.failure}.\n`);
  return (name: string, run: (clientConfig: Moto['clientConfig']) => Promise<void>): void =>
    test(name, async ({ skip }) => {
      if (moto.ok) await run(moto.value.clientConfig);
      else skip(moto.failure);
    });
};
