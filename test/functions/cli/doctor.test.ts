import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliRun, runCli } from '../../support/run-cli.ts';
import { restApi } from '../../support/sound-deployment.ts';
import { soundWorld } from '../../support/sound-world.ts';

const { slack, world } = await soundWorld();

const doctor = (...args: readonly string[]): Promise<CliRun> =>
  runCli(['doctor', ...args], { env: { ...world.lab.env, SLACK_API_URL: slack.apiUrl } });

const checks = ({ stdout }: CliRun) =>
  (JSON.parse(stdout) as { checks: readonly { part: string; state: string; found: string; fix?: string }[] }).checks;

const wrongIn = (run: CliRun) => checks(run).filter(({ state }) => state !== 'ok');

test('a sound deployment: every part is ok, code 0', async () => {
  const run = await doctor('--json');
  expect(wrongIn(run)).toEqual([]);
  expect(checks(run).map(({ part }) => part)).toEqual([
    'function gatewhy-prod-alarm',
    'function gatewhy-prod-diagnose',
    'function gatewhy-prod-slack',
    'queue',
    'queue of questions',
    'queue to function',
    'questions to function',
    'dead letters',
    'table',
    'report topic',
    'card topic',
    'external id',
    'Slack',
    'Slack commands and buttons',
    'Slack signing secret',
    'permissions of gatewhy-prod-alarm',
    'permissions of gatewhy-prod-diagnose',
    'permissions of gatewhy-prod-slack',
    'gatewhy.config.json',
    'reading logs',
    'reading metrics',
    'role of API Gateway for logs',
    'stage parcels/prod',
  ]);
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
  expect(run.stdout).not.toMatch(new RegExp(`swordfish|${slack.botToken}|8f742231b10e|an-external-id`));
});

test('for a person: one row a part, what to do below it, the sum at the end', async () => {
  world.apis.push(restApi('orders', 'a1b2c3d4e5'));
  const { code, stdout } = await doctor();
  expect(stdout).toMatch(/^ok {7}function gatewhy-prod-alarm +active on nodejs24\.x$/m);
  expect(stdout).toMatch(/^fault {4}stage orders\/prod +it writes no log/m);
  expect(stdout).toMatch(/^ {9}aws apigateway update-stage \\\n/m);
  expect(stdout).toMatch(/\n\n23 ok, 1 to repair, 0 not seen\.\n$/);
  expect(code).toBe(1);
});

test.for([
  {
    what: 'a file of the right form',
    content: '{"version": 1, "members": [{"account": "444455556666", "regions": ["eu-west-1"]}]}',
    code: 0,
  },
  { what: 'a file that is wrong', content: '{"version": 1, "members": [{"account": 1}]}', code: 1 },
  { what: 'no file', content: undefined, code: 1 },
])('--config names the routes and members: $what', async ({ content, code }) => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-doctor-'));
  const file = join(folder, 'routes.json');
  try {
    if (content !== undefined) writeFileSync(file, content);
    const run = await doctor('--json', '--config', file);
    expect({ parts: wrongIn(run).map(({ part }) => part), code: run.code }).toEqual({ parts: code === 0 ? [] : [file], code });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.for([
  { args: ['--stack', 'a b'], says: 'is not the name of a stack' },
  { args: ['--region', 'Ireland'], says: 'is not a region' },
])('called wrongly: $args', async ({ args, says }) => {
  const { code, stdout, stderr } = await doctor(...args);
  expect(stderr).toContain(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});
