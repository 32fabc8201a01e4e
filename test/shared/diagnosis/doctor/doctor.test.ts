import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { parseCloudFormation } from '../../../../infra/tools/template/cloudformation.ts';
import { EXPECTED } from '../../../../shared/diagnosis/doctor/deployment.ts';
import { examined, wrongIn } from '../../../support/examined.ts';
import { labClientConfig } from '../../../support/lab-client-config.ts';
import { readRepositoryFile } from '../../../support/repository.ts';
import { restApi, TOPIC } from '../../../support/sound-deployment.ts';
import { soundWorld } from '../../../support/sound-world.ts';

const { slack, world } = await soundWorld();

describe('a broken deployment: the part, what is wrong with it, and what to do', () => {
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
      found: /720 s, while the function may take 300 s/,
      fix: /Deploy/,
    },
    {
      what: 'a queue that is not connected',
      breakIt: () =>
        world.edit('diagnose', (found) => {
          found.eventSources = [];
        }),
      part: 'queue to function',
      found: /not connected/,
      fix: /Deploy/,
    },
    {
      what: 'a connection that is off',
      breakIt: () =>
        world.edit('diagnose', (found) => {
          found.eventSources = (found.eventSources ?? []).map((one) => ({
            ...one,
            State: one.EventSourceArn?.endsWith(':jobs') ? 'Disabled' : 'Enabled',
          }));
        }),
      part: 'queue to function',
      found: /Disabled/,
      fix: /update-event-source-mapping/,
    },
    {
      what: 'questions that nobody takes',
      breakIt: () =>
        world.edit('diagnose', (found) => {
          found.eventSources = (found.eventSources ?? []).filter(({ EventSourceArn }) => EventSourceArn?.endsWith(':jobs'));
        }),
      part: 'questions to function',
      found: /not connected/,
      fix: /Deploy/,
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
      breakIt: () => {
        for (const own of ['SLACK_CREDENTIALS', 'CARD_TOPIC_ARN']) world.setting(own, '');
        world.setting('REPORT_TOPIC_ARN', `${TOPIC}:unheard`);
      },
      part: 'report topic',
      found: /nobody has subscribed/,
      fix: /docs\/deploy\.md/,
    },
    {
      what: 'cards that nobody sees',
      breakIt: () => world.setting('CARD_TOPIC_ARN', `${TOPIC}:unheard`),
      part: 'card topic',
      found: /nobody has subscribed/,
      fix: /Cards in Slack and Teams/,
    },
    {
      what: 'a card topic that is gone',
      breakIt: () => world.setting('CARD_TOPIC_ARN', `${TOPIC}:gone`),
      part: 'card topic',
      found: /exist/,
      fix: /Deploy/,
    },
    {
      what: 'an external id that is gone',
      breakIt: () => world.setting('MEMBER_EXTERNAL_ID', 'ssm:/gone'),
      part: 'external id',
      found: /does not exist/,
      fix: /accounts\.md/,
    },
    {
      what: 'an external id that anybody could guess',
      breakIt: () => {
        world.parameters['/gatewhy/external-id'] = 'swordfish';
      },
      part: 'external id',
      found: /16 to 1,224 characters/,
      fix: /accounts\.md/,
    },
    {
      what: 'a secret that is gone',
      breakIt: () => world.setting('SLACK_CREDENTIALS', 'ssm:/gone'),
      part: 'Slack',
      found: /secret does not exist/,
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
    expect(wrongIn(await examined(slack))).toContainEqual({
      part,
      state: 'fault',
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
  });

  test('dead letters are a fault: somebody was not told', async () => {
    const sqs = new SQSClient(labClientConfig(world.lab));
    await sqs.send(new SendMessageCommand({ QueueUrl: world.deadUrl, MessageBody: '{}' }));
    expect(wrongIn(await examined(slack))).toMatchObject([
      { part: 'dead letters', found: '1 waiting: somebody was not told', fix: expect.stringContaining('operations.md') },
    ]);
    world.setting('DEAD_LETTER_QUEUE_URL', (await sqs.send(new CreateQueueCommand({ QueueName: 'empty' }))).QueueUrl ?? '');
    sqs.destroy();
  });
});

test('what is denied is not called wrong: not seen, with the permission to ask for', async () => {
  world.lab.fail({ service: 'sqs', operation: '*', times: 3, status: 403, code: 'AccessDeniedException' });
  world.lab.fail({ service: 'iam', operation: '*', times: 3, status: 403, code: 'AccessDenied' });
  world.lab.fail({ service: 'ssm', operation: '*', times: 3, status: 400, code: 'AccessDeniedException' });
  world.lab.fail({ service: 'logs', operation: 'DescribeLogGroups', times: 1, status: 400, code: 'AccessDeniedException' });
  const unseen = wrongIn(await examined(slack)).filter(({ state }) => state === 'unknown');
  const ask = (action: string) => `Ask again with credentials that allow ${action}.`;
  expect(unseen.map(({ part, fix }) => [part, fix])).toEqual([
    ['queue', ask('sqs:GetQueueAttributes')],
    ['queue of questions', ask('sqs:GetQueueAttributes')],
    ['dead letters', ask('sqs:GetQueueAttributes')],
    ['external id', ask('ssm:GetParameter')],
    ['Slack', ask('ssm:GetParameter')],
    ['Slack signing secret', ask('ssm:GetParameter')],
    ['permissions of gatewhy-prod-alarm', ask('iam:SimulatePrincipalPolicy')],
    ['permissions of gatewhy-prod-diagnose', ask('iam:SimulatePrincipalPolicy')],
    ['permissions of gatewhy-prod-slack', ask('iam:SimulatePrincipalPolicy')],
    ['reading logs', ask('logs:DescribeLogGroups')],
  ]);
});

test('one API narrows the stages, and a name that is not there is said', async () => {
  world.apis.push(restApi('orders', 'a1b2c3d4e5'));
  expect((await examined(slack, undefined, 'parcels')).map(({ part }) => part)).not.toContain('stage orders/prod');
  expect(wrongIn(await examined(slack, undefined, 'parcles'))).toContainEqual(
    expect.objectContaining({ part: 'API parcles', fix: 'Did you mean parcels?' }),
  );
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
