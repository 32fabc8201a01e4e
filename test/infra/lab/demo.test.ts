import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the demo diagnoses its three alarms as expected and exits 0 within 20 seconds', async () => {
  const { stdout } = await run(process.execPath, ['infra/lab/demo.ts'], { timeout: 20_000 });
  for (const cause of ['mock-binary-media-types', 'missing-method-response', 'malformed-proxy-response']) {
    expect(stdout).toContain(`Expected cause: ${cause}`);
  }
  expect(stdout).toContain('3 of 3 alarms diagnosed as expected');
  expect(stdout.match(/\d+ requests to http:\/\/127\.0\.0\.1:\d+\/prod: \d+ × 200, \d+ × 50[02]$/gm)).toHaveLength(3);
  expect(stdout.match(/── Slack ─/g)).toHaveLength(3);
  expect(stdout.match(/── SNS, as e-mail ─/g)).toHaveLength(3);
  expect(stdout.match(/\d+ AWS calls: /g)).toHaveLength(3);
  expect(stdout.match(/\d+\.\d\d s from alarm to post/g)).toHaveLength(3);
}, 25_000);
