import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { configSchema, parseConfig } from '../../../shared/diagnosis/config.ts';
import { readRepositoryFile } from '../../support/repository.ts';

const failureOf = (document: unknown): string => {
  const parsed = parseConfig(typeof document === 'string' ? document : JSON.stringify(document));
  return parsed.ok ? '' : parsed.failure;
};
const route = (when: object, to: object) => ({ version: 1, routes: [{ when, to }] });

test.for<readonly [unknown, string]>([
  ['{', 'gatewhy.config.json is not JSON.'],
  ['[]', 'gatewhy.config.json: the file must be of type object.'],
  [{}, 'gatewhy.config.json: version must be 1.'],
  [{ version: 1, route: [] }, 'gatewhy.config.json: the file has the unknown member route: remove it or correct its name.'],
  [
    route({ api: 'orders' }, { slack: '#alerts' }),
    'gatewhy.config.json: routes[0].to.slack must be the id of a Slack channel such as C0123456789 (in Slack: View channel details), or "default".',
  ],
  [route({}, { slack: 'default' }), 'gatewhy.config.json: routes[0].when must name at least one of api, stage, account, region and tags.'],
  [route({ api: '*' }, {}), 'gatewhy.config.json: routes[0].to must name at least one of slack, topic and card.'],
  [route({ api: 'a'.repeat(129) }, { card: 'default' }), 'gatewhy.config.json: routes[0].when.api must have at most 128 characters.'],
  [
    route({ account: 111122223333 }, { card: 'default' }),
    'gatewhy.config.json: routes[0].when.account must be the 12 digits of an account, as text.',
  ],
  [
    route({ tags: { team: '' } }, { topic: 'pager' }),
    /routes\[0\]\.when\.tags\.team must not be empty; routes\[0\]\.to\.topic must be the ARN of an SNS topic/,
  ],
  [
    { version: 1, members: [{ account: '444455556666', regions: [] }] },
    'gatewhy.config.json: members[0].regions must name at least one Region.',
  ],
  [
    { version: 1, members: [{ account: '444455556666', regions: ['Ireland'] }] },
    /members\[0\]\.regions\[0\] must be a Region such as eu-west-1/,
  ],
  [{ version: 1, askers: {} }, 'gatewhy.config.json: askers must name at least one of teams, channels and users.'],
  [{ version: 1, askers: { users: ['sam'] } }, 'gatewhy.config.json: askers.users[0] must be the id of a Slack user such as U0123456789.'],
] as never)('%j is refused by the place and what to do', ([document, failure]) => {
  if (typeof failure === 'string') expect(failureOf(document)).toBe(failure);
  else expect(failureOf(document)).toMatch(failure);
});

test('every Region and ARN of the three partitions passes', () => {
  const regions = ['eu-west-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-3', 'il-central-1'];
  expect(
    failureOf({
      version: 1,
      members: [{ account: '444455556666', regions }],
      otherwise: { topic: 'arn:aws-cn:sns:cn-north-1:444455556666:x' },
    }),
  ).toBe('');
});

test('the form is described by docs/config.schema.json', async () => {
  const schema = { title: 'gatewhy.config.json', ...z.toJSONSchema(configSchema) };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../../docs/config.schema.json');
});

test.for(['docs/routing.md', 'docs/slack.md', 'docs/accounts.md'])('the example in %s is a file that passes', (page) => {
  const [, example = ''] = /```json\n\s*(\{[\s\S]*?\})\n\s*```/.exec(readRepositoryFile(page)) ?? [];
  expect(failureOf(example)).toBe('');
});
