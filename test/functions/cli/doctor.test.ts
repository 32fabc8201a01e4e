import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../../infra/lab/slack-receiver.ts';
import { parseCloudFormation } from '../../../infra/tools/template/cloudformation.ts';
import { EXPECTED } from '../../../shared/diagnosis/doctor/examine-deployment.ts';
import { labClientConfig } from '../../support/lab-client-config.ts';
import { readRepositoryFile } from '../../support/repository.ts';
import { type CliRun, runCli } from '../../support/run-cli.ts';
import { restApi, type SoundDeployment, soundDeployment } from '../../support/sound-deployment.ts';

let slack: SlackReceiver;
let world: SoundDeployment;

beforeAll(async () => {
  slack = await startSlackReceiver();
  world = await soundDeployment(slack);
});
afterEach(() => world.restore());
afterAll(async () => {
  await world.stop();
  await slack.stop();
});

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
    'queue to function',
    'dead letters',
    'table',
    'report topic',
    'Slack',
    'reading logs',
    'reading metrics',
    'role of API Gateway for logs',
    'stage parcels/prod',
  ]);
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
  expect(run.stdout).not.toMatch(new RegExp(`swordfish|${slack.botToken}`));
});

test('for a person: one row a part, what to do below it, the sum at the end', async () => {
  world.apis.push(restApi('orders', 'a1b2c3d4e5'));
  const { code, stdout } = await doctor();
  expect(stdout).toMatch(/^ok {7}function gatewhy-prod-alarm +active on nodejs24\.x$/m);
  expect(stdout).toMatch(/^fault {4}stage orders\/prod +it writes no log/m);
  expect(stdout).toMatch(/^ {9}aws apigateway update-stage \\\n/m);
  expect(stdout).toMatch(/\n\n13 ok, 1 to repair, 0 not seen\.\n$/);
  expect(code).toBe(1);
});

describe('a broken deployment: the part, what is wrong with it, and what to do; code 1', () => {
  test.for<{ what: string; breakIt: () => void; part: string; found: RegExp; fix: RegExp }>([
    {
      what: 'no alarm function',
      breakIt: () => void world.functions.shift(),
      part: 'function gatewhy-prod-alarm',
      found: /does not exist/,
      fix: /Deploy/,
    },
    {
      what: 'a function that failed',
      breakIt: () => world.configure('alarm', { State: 'Failed' }),
      part: 'function gatewhy-prod-alarm',
      found: /Failed/,
      fix: /Deploy/,
    },
    {
      what: 'an update that failed',
      breakIt: () => world.configure('alarm', { LastUpdateStatus: 'Failed' }),
      part: 'function gatewhy-prod-alarm',
      found: /last update is Failed/,
      fix: /Deploy/,
    },
    {
      what: 'an old runtime',
      breakIt: () => world.configure('alarm', { Runtime: 'nodejs20.x' }),
      part: 'function gatewhy-prod-alarm',
      found: /nodejs20/,
      fix: /Deploy/,
    },
    {
      what: 'a missing setting',
      breakIt: () => world.configure('alarm', { Environment: { Variables: { TABLE_NAME: 'claims' } } }),
      part: 'function gatewhy-prod-alarm',
      found: /lack QUEUE_URL/,
      fix: /Deploy/,
    },
    {
      what: 'a function that is switched off',
      breakIt: () =>
        world.edit('alarm', (found) => {
          found.reservedConcurrency = 0;
        }),
      part: 'function gatewhy-prod-alarm',
      found: /switched off/,
      fix: /put-function-concurrency --function-name gatewhy-prod-alarm/,
    },
    {
      what: 'a queue that is gone',
      breakIt: () => world.setting('QUEUE_URL', `${world.queueUrl}-gone`),
      part: 'queue',
      found: /exist/i,
      fix: /Deploy/,
    },
    {
      what: 'a queue without dead letters',
      breakIt: () => world.setting('QUEUE_URL', world.deadUrl),
      part: 'queue',
      found: /no dead-letter queue/,
      fix: /Deploy/,
    },
    {
      what: 'a visibility timeout that is too short',
      breakIt: () => world.configure('diagnose', { Timeout: 300 }),
      part: 'queue',
      found: /540 s, while the function may take 300 s/,
      fix: /Deploy/,
    },
    {
      what: 'a queue that is not connected',
      breakIt: () =>
        world.edit('diagnose', (found) => {
          found.eventSources = [];
        }),
      part: 'queue to function',
      found: /no queue/,
      fix: /Deploy/,
    },
    {
      what: 'a connection that is off',
      breakIt: () =>
        world.edit('diagnose', (found) => {
          found.eventSources = [{ EventSourceArn: 'arn:aws:sqs:x', State: 'Disabled' }];
        }),
      part: 'queue to function',
      found: /Disabled/,
      fix: /update-event-source-mapping/,
    },
    {
      what: 'a table that is gone',
      breakIt: () => world.setting('TABLE_NAME', 'gone'),
      part: 'table',
      found: /does not exist/,
      fix: /Deploy/,
    },
    {
      what: 'a topic that is gone',
      breakIt: () => world.setting('REPORT_TOPIC_ARN', 'arn:aws:sns:eu-west-1:000000000000:gone'),
      part: 'report topic',
      found: /exist/,
      fix: /Deploy/,
    },
    {
      what: 'nobody to hear it',
      breakIt: () => world.setting('SLACK_CREDENTIALS', ''),
      part: 'report topic',
      found: /nobody has subscribed/,
      fix: /docs\/deploy\.md/,
    },
    {
      what: 'a secret that is gone',
      breakIt: () => world.setting('SLACK_CREDENTIALS', 'ssm:/gone'),
      part: 'Slack',
      found: /ssm:GetParameter/,
      fix: /Slack credentials/,
    },
    {
      what: 'a secret of the wrong form',
      breakIt: () => {
        world.parameters['/gatewhy/slack'] = '{"botToken":"abc"}';
      },
      part: 'Slack',
      found: /expected form/,
      fix: /Slack credentials/,
    },
    {
      what: 'a token that Slack refuses',
      breakIt: () => {
        world.parameters['/gatewhy/slack'] = '{"botToken":"xoxb-other","channel":"C1"}';
      },
      part: 'Slack',
      found: /invalid_auth/,
      fix: /Slack credentials/,
    },
    {
      what: 'a stage without logs',
      breakIt: () => void world.apis.push(restApi('orders', 'a1b2c3d4e5')),
      part: 'stage orders/prod',
      found: /no log/,
      fix: /update-stage/,
    },
  ])('$what', async ({ breakIt, part, found, fix }) => {
    breakIt();
    const run = await doctor('--json');
    expect(wrongIn(run)).toContainEqual({ part, state: 'fault', found: expect.stringMatching(found), fix: expect.stringMatching(fix) });
    expect(run.code).toBe(1);
  });

  test('dead letters are a fault: somebody was not told', async () => {
    const sqs = new SQSClient(labClientConfig(world.lab));
    await sqs.send(new SendMessageCommand({ QueueUrl: world.deadUrl, MessageBody: '{}' }));
    const run = await doctor('--json');
    expect(wrongIn(run)).toMatchObject([
      { part: 'dead letters', found: '1 waiting: somebody was not told', fix: expect.stringContaining('operations.md') },
    ]);
    world.setting('DEAD_LETTER_QUEUE_URL', (await sqs.send(new CreateQueueCommand({ QueueName: 'empty' }))).QueueUrl ?? '');
    sqs.destroy();
  });
});

test('a bot without its scope', async () => {
  const bare = await startSlackReceiver({ scopes: ['channels:read'] });
  try {
    const run = await runCli(['doctor', '--json'], { env: { ...world.lab.env, SLACK_API_URL: bare.apiUrl } });
    expect(wrongIn(run)).toContainEqual(expect.objectContaining({ part: 'Slack', found: 'the bot lacks chat:write' }));
  } finally {
    await bare.stop();
  }
});

test('what is denied is not called wrong: not seen, with the permission to ask for', async () => {
  world.lab.fail({ service: 'sqs', operation: '*', times: 2, status: 403, code: 'AccessDeniedException' });
  world.lab.fail({ service: 'logs', operation: 'DescribeLogGroups', times: 1, status: 400, code: 'AccessDeniedException' });
  const unseen = wrongIn(await doctor('--json')).filter(({ state }) => state === 'unknown');
  expect(unseen.map(({ part, fix }) => [part, fix])).toEqual([
    ['queue', 'Ask again with credentials that allow sqs:GetQueueAttributes.'],
    ['dead letters', 'Ask again with credentials that allow sqs:GetQueueAttributes.'],
    ['reading logs', 'Ask again with credentials that allow logs:DescribeLogGroups.'],
  ]);
});

test('--api narrows the stages, and a name that is not there is said', async () => {
  world.apis.push(restApi('orders', 'a1b2c3d4e5'));
  expect(checks(await doctor('--json', '--api', 'parcels')).map(({ part }) => part)).not.toContain('stage orders/prod');
  const run = await doctor('--json', '--api', 'parcles');
  expect(wrongIn(run)).toContainEqual(expect.objectContaining({ part: 'API parcles', fix: 'Did you mean parcels?' }));
});

test.for([
  { args: ['--stack', 'a b'], says: 'is not the name of a stack' },
  { args: ['--region', 'Ireland'], says: 'is not a region' },
])('called wrongly: $args', async ({ args, says }) => {
  const { code, stdout, stderr } = await doctor(...args);
  expect(stderr).toContain(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('it knows every function that is deployed, and the settings that each has', () => {
  const { functions: all, provider } = parseCloudFormation(readRepositoryFile('serverless.yml')) as {
    provider: { environment: object };
    functions: Readonly<Record<string, { environment?: object }>>;
  };
  expect(Object.keys(EXPECTED)).toEqual(Object.keys(all));
  for (const [name, needed] of Object.entries(EXPECTED)) {
    const has = Object.keys({ ...provider.environment, ...all[name]?.environment });
    expect(needed.filter((key) => !has.includes(key))).toEqual([]);
  }
});
