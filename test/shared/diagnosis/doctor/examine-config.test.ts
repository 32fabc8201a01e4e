import { describe, expect, test } from 'vitest';
import { examined, wrongIn } from '../../../support/examined.ts';
import { TOPIC } from '../../../support/sound-deployment.ts';
import { soundWorld } from '../../../support/sound-world.ts';

const { slack, world } = await soundWorld();

const to = (destinations: object, more: object = {}) => ({ routes: [{ when: { stage: 'prod' }, to: destinations }], ...more });

const MEMBERS = { members: [{ account: '444455556666', regions: ['eu-west-1', 'us-east-1'] }] };

test('routes and members that are all there: what was seen of each, and how to try what cannot be seen', async () => {
  const checks = await examined(slack, to({ slack: 'default', topic: `${TOPIC}:pager`, card: 'default' }, MEMBERS));
  expect(wrongIn(checks)).toEqual([]);
  expect(checks).toEqual(
    expect.arrayContaining([
      { part: 'gatewhy.config.json', state: 'ok', found: '1 route, 1 member; what is deployed may be older' },
      { part: 'topic pager', state: 'ok', found: '1 subscriber' },
      { part: 'member 444455556666', state: 'ok', found: expect.stringMatching(/^eu-west-1, us-east-1; .*"Try it" in docs\/accounts\.md/) },
    ]),
  );
});

describe('a file that does not fit the deployment', () => {
  test.for<{ what: string; config: object; breakIt?: () => void; part: string; found: RegExp; fix: RegExp }>([
    {
      what: 'a mistake in it',
      config: to({ slack: '#orders' }),
      part: 'gatewhy.config.json',
      found: /routes\[0\]\.to\.slack must be the id/,
      fix: /docs\/routing\.md/,
    },
    {
      what: 'a topic that is not there',
      config: to({ topic: `${TOPIC}:gone` }),
      part: 'topic gone',
      found: /exist/,
      fix: /Correct arn:aws:sns:\S+:gone/,
    },
    {
      what: 'a topic that nobody hears',
      config: to({ topic: `${TOPIC}:unheard` }),
      part: 'topic unheard',
      found: /nobody has subscribed/,
      fix: /docs\/deploy\.md/,
    },
    {
      what: 'a topic for cards that no channel shows',
      config: to({ card: `${TOPIC}:unheard` }),
      part: 'topic unheard',
      found: /no channel shows the cards/,
      fix: /Cards in Slack and Teams/,
    },
    {
      what: 'a topic of another Region',
      config: to({ topic: 'arn:aws:sns:us-east-1:000000000000:pager' }),
      part: 'topic pager',
      found: /is in us-east-1, and the deployment can publish in eu-west-1 only/,
      fix: /Region/,
    },
    {
      what: 'a topic that the role may not publish to',
      config: to({ topic: `${TOPIC}:reports`, card: `${TOPIC}:pager` }),
      breakIt: () =>
        world.permit('diagnose', (role) => {
          const policies = Object.entries(role.policies).map(([name, all]) => [
            name,
            all.filter(({ Sid }) => Sid !== 'TellTopicsOfRoutes'),
          ]);
          role.policies = Object.fromEntries(policies);
        }),
      part: 'permissions of gatewhy-prod-diagnose',
      found: /allows sns:Publish on \S+:pager$/,
      fix: /routeTopics/,
    },
    {
      what: 'cards to a deployment that has no topic for them',
      config: to({ card: 'default' }),
      breakIt: () => world.setting('CARD_TOPIC_ARN', ''),
      part: 'gatewhy.config.json',
      found: /own card topic, and it has none/,
      fix: /cards=true/,
    },
    {
      what: 'Slack by default, and there is none',
      config: { otherwise: { slack: 'default' } },
      breakIt: () => world.setting('SLACK_CREDENTIALS', ''),
      part: 'gatewhy.config.json',
      found: /own Slack credentials, and it has none/,
      fix: /slackStore/,
    },
    {
      what: 'members of a deployment that has none',
      config: MEMBERS,
      breakIt: () => world.setting('MEMBER_EXTERNAL_ID', ''),
      part: 'member 444455556666',
      found: /no external id/,
      fix: /memberAccounts/,
    },
    {
      what: 'a member that the deployment was made without',
      config: { members: [...MEMBERS.members, { account: '999900001111', regions: ['eu-west-1'] }] },
      part: 'member 999900001111',
      found: /may not put its alarms on the bus/,
      fix: /memberAccounts/,
    },
    {
      what: 'members, and the bus for their alarms is gone',
      config: MEMBERS,
      breakIt: () => void delete world.eventBuses['gatewhy-prod-alarms'],
      part: 'member 444455556666',
      found: /no bus for its alarms/,
      fix: /memberAccounts/,
    },
  ])('$what', async ({ config, breakIt, part, found, fix }) => {
    breakIt?.();
    expect(wrongIn(await examined(slack, config))).toContainEqual({
      part,
      state: 'fault',
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
  });
});

test('a deployment that is not there leaves the file to be judged by its form alone', async () => {
  world.functions.splice(0);
  const checks = await examined(slack, MEMBERS);
  expect(checks.filter(({ part }) => part === 'gatewhy.config.json' || part.startsWith('member'))).toEqual([
    { part: 'gatewhy.config.json', state: 'ok', found: 'of the right form' },
  ]);
});
