import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type SlackReceiver, startSlackReceiver } from '../../../../infra/lab/slack-receiver.ts';
import { examined, wrongIn } from '../../../support/examined.ts';
import { type SoundDeployment, soundDeployment } from '../../../support/sound-deployment.ts';

const SCOPES = ['chat:write', 'channels:history', 'channels:read', 'groups:read'];

/** What the app may do, and the channels there are: read at every call. */
const scopes: string[] = [];
const otherChannels: Record<string, { member?: true; archived?: true; private?: true }> = {};
let slack: SlackReceiver;
let world: SoundDeployment;

const restore = (): void => {
  world.restore();
  scopes.splice(0, scopes.length, ...SCOPES);
  for (const id of Object.keys(otherChannels)) delete otherChannels[id];
};

beforeAll(async () => {
  slack = await startSlackReceiver({ scopes, otherChannels });
  world = await soundDeployment(slack);
  restore();
});
afterEach(restore);
afterAll(async () => {
  await world.stop();
  await slack.stop();
});

const ROUTED = { routes: [{ when: { stage: 'prod' }, to: { slack: 'C0ORDERS00' } }] };
const without = (...missing: readonly string[]): void => {
  scopes.splice(0, scopes.length, ...SCOPES.filter((scope) => !missing.includes(scope)));
};
const slackIn = async (config?: object) => (await examined(slack, config)).filter(({ part }) => part.startsWith('Slack'));

test('the channel of the secret and those of the routes are looked up', async () => {
  otherChannels['C0ORDERS00'] = { member: true };
  expect(await slackIn(ROUTED)).toEqual([
    { part: 'Slack', state: 'ok', found: 'bot token accepted by Lab' },
    { part: 'Slack channel C0LAB00000', state: 'ok', found: 'the bot is in it' },
    { part: 'Slack channel C0ORDERS00', state: 'ok', found: 'the bot is in it' },
    { part: 'Slack commands and buttons', state: 'ok', found: 'the address is open, and messages have buttons' },
    { part: 'Slack signing secret', state: 'ok', found: 'readable, and of the right form' },
  ]);
});

test('without channels:history all is well, and what is lost is said', async () => {
  without('channels:history');
  expect(await slackIn()).toContainEqual({ part: 'Slack', state: 'ok', found: expect.stringMatching(/may post twice .*docs\/deploy\.md/) });
});

test('without chat:write nothing can be posted', async () => {
  without('chat:write');
  expect(wrongIn(await slackIn())).toMatchObject([{ part: 'Slack', state: 'fault', found: 'the bot lacks chat:write' }]);
});

test('a secret that you may not read is not called wrong, and neither are the channels behind it', async () => {
  world.lab.fail({ service: 'ssm', operation: 'GetParameter', times: 3, status: 400, code: 'AccessDeniedException' });
  expect(wrongIn(await slackIn(ROUTED)).map(({ part, state }) => [part, state])).toEqual([
    ['Slack', 'unknown'],
    ['Slack channel C0ORDERS00', 'unknown'],
    ['Slack signing secret', 'unknown'],
  ]);
});

describe('a channel that a route names', () => {
  test.for<{ what: string; breakIt: () => void; state: string; found: RegExp; fix: RegExp }>([
    {
      what: 'which the bot is not in',
      breakIt: () => {
        otherChannels['C0ORDERS00'] = {};
      },
      state: 'fault',
      found: /not in it/,
      fix: /\/invite/,
    },
    {
      what: 'which is archived',
      breakIt: () => {
        otherChannels['C0ORDERS00'] = { member: true, archived: true };
      },
      state: 'fault',
      found: /archived/,
      fix: /C0ORDERS00/,
    },
    { what: 'which is not there', breakIt: () => undefined, state: 'fault', found: /no such channel$/, fix: /Correct the id C0ORDERS00/ },
    {
      what: 'which may be private',
      breakIt: () => {
        otherChannels['C0ORDERS00'] = { member: true, private: true };
        without('groups:read');
      },
      state: 'unknown',
      found: /only to a bot with groups:read/,
      fix: /Check the id/,
    },
    {
      what: 'which nobody can look up without the scope',
      breakIt: () => {
        otherChannels['C0ORDERS00'] = { member: true };
        without('channels:read');
      },
      state: 'unknown',
      found: /lacks channels:read/,
      fix: /Add channels:read/,
    },
    {
      what: 'while the secret is a webhook',
      breakIt: () => {
        world.parameters['/gatewhy/slack'] = JSON.stringify({ webhookUrl: slack.webhookUrl });
      },
      state: 'fault',
      found: /a webhook posts to its one channel/,
      fix: /Put a bot token/,
    },
    {
      what: 'while there are no credentials',
      breakIt: () => world.setting('SLACK_CREDENTIALS', ''),
      state: 'fault',
      found: /no Slack credentials/,
      fix: /slackStore/,
    },
  ])('$what', async ({ breakIt, state, found, fix }) => {
    breakIt();
    expect(wrongIn(await slackIn(ROUTED))).toEqual([
      { part: 'Slack channel C0ORDERS00', state, found: expect.stringMatching(found), fix: expect.stringMatching(fix) },
    ]);
  });

  test('which is public, where the bot may post anywhere public', async () => {
    otherChannels['C0ORDERS00'] = {};
    scopes.push('chat:write.public');
    expect(wrongIn(await slackIn(ROUTED))).toEqual([]);
  });
});

describe('commands and buttons', () => {
  const close = () => world.edit('slack', (found) => delete found.url);

  test('switched off: nobody needs a signing secret', async () => {
    close();
    world.setting('SLACK_BUTTONS', 'false');
    world.setting('SLACK_SIGNING', 'ssm:/gone', 'slack');
    expect((await slackIn()).slice(-1)).toEqual([
      { part: 'Slack commands and buttons', state: 'ok', found: 'not used by this deployment' },
    ]);
  });

  test.for<{ what: string; breakIt: () => void; part: string; found: RegExp; fix: RegExp }>([
    {
      what: 'buttons that nobody listens to',
      breakIt: close,
      part: 'Slack commands and buttons',
      found: /nobody listens/,
      fix: /slackApp=true/,
    },
    {
      what: 'an address without buttons',
      breakIt: () => world.setting('SLACK_BUTTONS', 'false'),
      part: 'Slack commands and buttons',
      found: /no message has buttons/,
      fix: /slackApp=false/,
    },
    {
      what: 'an address without a signing secret',
      breakIt: () => world.setting('SLACK_SIGNING', '', 'slack'),
      part: 'Slack signing secret',
      found: /every command is refused/,
      fix: /slackStore/,
    },
    {
      what: 'a signing secret that is gone',
      breakIt: () => void delete world.parameters['/gatewhy/slack-signing'],
      part: 'Slack signing secret',
      found: /does not exist/,
      fix: /docs\/slack\.md/,
    },
    {
      what: 'a signing secret of the wrong form',
      breakIt: () => {
        world.parameters['/gatewhy/slack-signing'] = '8f742231b10e8888abcd99yyyzzz85a5';
      },
      part: 'Slack signing secret',
      found: /expected form/,
      fix: /docs\/slack\.md/,
    },
  ])('$what', async ({ breakIt, part, found, fix }) => {
    breakIt();
    const wrong = wrongIn(await slackIn());
    expect(wrong).toEqual([{ part, state: 'fault', found: expect.stringMatching(found), fix: expect.stringMatching(fix) }]);
    expect(JSON.stringify(wrong)).not.toContain('8f742231b10e8888');
  });
});
