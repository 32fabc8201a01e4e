import { describe, expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../../../../shared/diagnosis/doctor/deployment.ts';
import { ROLE_STATEMENTS } from '../../../../shared/diagnosis/doctor/role-statements.ts';
import { examined, wrongIn } from '../../../support/examined.ts';
import { restApi, TOPIC } from '../../../support/sound-deployment.ts';
import { soundWorld } from '../../../support/sound-world.ts';

const { slack, world } = await soundWorld();

const EVERYTHING = {
  routes: [{ when: { api: 'orders-*' }, to: { topic: `${TOPIC}:pager` } }],
  members: [{ account: '444455556666', regions: ['eu-west-1'] }],
};

test('roles as infra/roles.yml makes them allow all that is tried, on every resource', async () => {
  expect(wrongIn(await examined(slack, EVERYTHING))).toEqual([]);
});

/** The secret of the other store is tried by another deployment, below. */
const STATEMENTS = FUNCTION_NAMES.flatMap((name) =>
  Object.keys(ROLE_STATEMENTS[name])
    .filter((sid) => !/^Read(?:Slack|Signing)Secret$/.test(sid))
    .map((sid) => ({ name, sid })),
);

describe('a role that lacks a statement', () => {
  test.for(STATEMENTS)('$sid of $name: which actions, and what to do', async ({ name, sid }) => {
    world.permit(name, (role) => {
      role.policies = Object.fromEntries(
        Object.entries(role.policies).map(([policy, statements]) => [policy, statements.filter(({ Sid }) => Sid !== sid)]),
      );
    });
    const [fault, ...others] = wrongIn(await examined(slack, EVERYTHING));
    const { actions = [] } = ROLE_STATEMENTS[name][sid] ?? {};
    expect(fault).toMatchObject({
      part: `permissions of gatewhy-prod-${name}`,
      state: 'fault',
      fix: expect.stringMatching(/docs\/\w+\.md/),
    });
    expect(fault?.found).toMatch(/^no policy of its role allows /);
    expect(fault?.found).toContain(actions[0]);
    expect(others).toEqual([]);
  });
});

const DENY = { Effect: 'Deny', Action: 'sqs:*', Resource: '*' } as const;
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
const BUT_QUEUES = { Effect: 'Allow', Action: ['logs:*', 'dynamodb:*', 'cloudwatch:*'], Resource: '*' } as const;

describe('whose word it is that something is denied', () => {
  test.for([
    {
      what: 'a policy with a Deny',
      change: { policies: { own: [ALL], guard: [DENY] } },
      found:
        /^a Deny \(role_gatewhy-prod-AlarmRole_guard\) forbids sqs:SendMessage on arn:aws:sqs:\S+:jobs; sqs:SendMessage on \S+:set-aside$/,
      fix: /Take the Deny out/,
    },
    {
      what: 'the boundary',
      change: { boundary: [BUT_QUEUES] },
      found: /^the permissions boundary .* sqs:SendMessage on/,
      fix: /boundary of arn:aws:iam/,
    },
    {
      what: 'the organization',
      change: { organization: [BUT_QUEUES] },
      found: /^a policy of the organization .* sqs:SendMessage/,
      fix: /^Ask those/,
    },
    {
      what: 'a Deny of the organization',
      change: { organization: [ALL, DENY] },
      found: /^a policy of the organization/,
      fix: /^Ask those/,
    },
  ])('$what', async ({ change, found, fix }) => {
    world.permit('alarm', (role) => void Object.assign(role, change));
    expect(wrongIn(await examined(slack))).toEqual([
      {
        part: 'permissions of gatewhy-prod-alarm',
        state: 'fault',
        found: expect.stringMatching(found),
        fix: expect.stringMatching(fix),
      },
    ]);
  });
});

test('a role that is gone', async () => {
  world.roles.shift();
  expect(wrongIn(await examined(slack))).toMatchObject([{ part: 'permissions of gatewhy-prod-alarm', found: 'it does not exist' }]);
});

test('a long list of denials is cut, and counted', async () => {
  world.permit('diagnose', (role) => void Object.assign(role, { policies: {} }));
  const faults = wrongIn(await examined(slack));
  expect(faults.every(({ part }) => part === 'permissions of gatewhy-prod-diagnose')).toBe(true);
  expect(faults[0]?.found).toMatch(/ and \d+ more$/);
});

test('the access log of a stage has to begin with the prefix that the role allows', async () => {
  const logging = (name: string) => ({ accessLogSettings: { destinationArn: `arn:aws:logs:eu-west-1:000000000000:log-group:${name}` } });
  world.apis.push(restApi('orders', 'a1b2c3d4e5', logging('/aws/apigateway/orders')), restApi('carts', 'b1b2c3d4e5', logging('carts')));
  expect(wrongIn(await examined(slack))).toEqual([
    {
      part: 'permissions of gatewhy-prod-diagnose',
      state: 'fault',
      found: expect.stringMatching(/^no policy of its role allows logs:FilterLogEvents, logs:StartQuery on \S+:log-group:carts$/),
      fix: expect.stringContaining('accessLogPrefix'),
    },
  ]);
});

test('secrets of Secrets Manager are tried where the deployment has them', async () => {
  world.setting('SLACK_CREDENTIALS', 'secretsmanager:gatewhy/slack');
  world.setting(
    'SLACK_SIGNING',
    'secretsmanager:arn:aws:secretsmanager:eu-west-1:000000000000:secret:gatewhy/slack-signing-AbCdEf',
    'slack',
  );
  const permissions = wrongIn(await examined(slack)).filter(({ part }) => part.startsWith('permissions'));
  expect(permissions.map(({ found }) => found)).toEqual([
    expect.stringMatching(/allows secretsmanager:GetSecretValue on \S+:secret:gatewhy\/slack-\w{6}$/),
    expect.stringMatching(/allows secretsmanager:GetSecretValue on \S+:secret:gatewhy\/slack-signing-\w{6}$/),
  ]);
});
