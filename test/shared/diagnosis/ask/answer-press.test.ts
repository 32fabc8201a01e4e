import { expect, test } from 'vitest';
import { answerPress } from '../../../../shared/diagnosis/ask/answer-press.ts';
import type { QuestionPorts } from '../../../../shared/diagnosis/ask/question-ports.ts';
import type { SlackPress } from '../../../../shared/diagnosis/ask/slack-question.ts';
import type { CollectQuery } from '../../../../shared/diagnosis/collect-query.ts';
import type { IncidentRecord } from '../../../../shared/diagnosis/life/incident-record.ts';
import { ok } from '../../../../shared/lib/result.ts';
import { jsonReport } from '../../../../shared/reports/json-report.ts';
import { twoCauses } from '../../../support/diagnoses.ts';
import { memoryIncidents } from '../../../support/memory-incidents.ts';

const NOW = new Date('2026-11-20T15:00:00Z');
const ID = 'abcdefghijklmnop';

const record: IncidentRecord = {
  id: ID,
  key: '123456789012/eu-west-1/abc123def4/prod/mock-binary-media-types',
  state: 'open',
  target: twoCauses.target,
  verdict: twoCauses.verdict,
  window: { from: '2026-11-20T13:50:00.000Z', to: '2026-11-20T14:02:00.000Z' },
  openedAt: '2026-11-20T14:00:00.000Z',
  lastSeenAt: '2026-11-20T14:00:00.000Z',
  seen: 1,
  failures: 20,
  report: JSON.stringify(jsonReport(twoCauses)),
  counted: [],
  times: { 'arn:alarm': { alarmAt: '2026-11-20T14:00:00.000Z' } },
  version: 1,
};

const press = (action: SlackPress['action'], more: Partial<SlackPress> = {}): SlackPress => ({
  version: 1,
  kind: 'slack-press',
  id: 'qrstuvwxyz234567',
  team: 'T1',
  channel: 'C1',
  user: 'U1',
  name: 'sam',
  responseUrl: 'https://hooks.slack.com/actions/1',
  received: NOW.toISOString(),
  action,
  about: ID,
  thread: '1763719300.000100',
  ...more,
});

const world = async (kept: Partial<IncidentRecord> = {}) => {
  const incidents = memoryIncidents();
  await incidents.put({ ...record, ...kept }, undefined);
  const told: string[] = [];
  const asked: CollectQuery[] = [];
  const ports: QuestionPorts = {
    incidents,
    now: () => NOW,
    tell: async (key) => void told.push(key),
    collect: async (query) => {
      asked.push(query);
      return { ok: false, failure: { kind: 'throttled', action: 'apigateway:GET' } };
    },
    once: async (_key, work) => {
      const done = await work();
      return done.ok ? ok('done' as const) : done;
    },
    askers: {},
    respond: async () => ok(undefined),
    page: async () => '',
  };
  const answer = async (pressed: SlackPress, isPatient = true) => {
    const replies = await answerPress(ports, pressed, isPatient);
    return replies.ok ? replies.value.map(({ message, audience, thread }) => ({ text: message.text, audience, thread })) : replies.failure;
  };
  return { incidents, told, asked, answer };
};

test('a mute ends an hour after it was pressed, and a second press within five minutes is the same', async () => {
  const { incidents, answer } = await world();
  await answer(press('mute', { choice: '1h' }));
  expect(await incidents.byId(ID)).toMatchObject({ mutedUntil: '2026-11-20T16:00:00.000Z', version: 2 });
  const soon = await answer(press('mute', { choice: '1h', received: '2026-11-20T15:04:00.000Z' }));
  expect(soon).toMatchObject([{ text: expect.stringContaining('Muted already') }]);
  expect(await incidents.byId(ID)).toMatchObject({ version: 2 });
  await answer(press('mute', { choice: '1h', received: '2026-11-20T15:20:00.000Z' }));
  expect(await incidents.byId(ID)).toMatchObject({ mutedUntil: '2026-11-20T16:20:00.000Z', version: 3 });
});

test('another attempt of the same press says what it has done, not that it was done before', async () => {
  const { incidents, answer } = await world();
  for (const pressed of [press('mute', { choice: '24h' }), press('resolved')]) {
    const first = await answer(pressed);
    const after = await incidents.byId(ID);
    expect(await answer(pressed)).toEqual(first);
    expect(await incidents.byId(ID)).toEqual(after);
  }
});

test('who resolves is shown in the message of the incident; resolving ends a mute until then', async () => {
  const { incidents, told, answer } = await world({ mutedUntil: 'resolved' });
  expect(await answer(press('resolved'))).toMatchObject([{ audience: 'in_channel', thread: '1763719300.000100' }]);
  expect(told).toEqual([record.key]);
  const after = await incidents.byId(ID);
  expect(after).toMatchObject({ state: 'resolved', resolvedBy: 'sam' });
  expect(after).not.toHaveProperty('mutedUntil');
});

test('of two who resolve at once the second is told of the first', async () => {
  const { answer } = await world();
  const both = await Promise.all([answer(press('resolved')), answer(press('resolved', { user: 'U2', name: 'kim<!here>' }))]);
  const texts = both.flat().map((reply) => (typeof reply === 'string' ? reply : reply.text));
  expect(texts.filter((text) => text.includes('resolved this incident'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('Resolved already, by'))).toHaveLength(1);
  expect(texts.join()).not.toContain('<!here>');
});

test.for(['mute', 'resolved'] as const)('what is over cannot be changed: %s', async (action) => {
  const { incidents, answer } = await world({ state: 'closed' });
  expect(await answer(press(action, { choice: '1h' }))).toMatchObject([
    { audience: 'ephemeral', text: expect.stringContaining('closed already') },
  ]);
  expect(await incidents.byId(ID)).toMatchObject({ version: 1 });
});

test.for([{ action: 'fix', choice: 'pulumi' }, { action: 'fix' }, { action: 'mute', choice: 'for-ever' }] as const)(
  'a choice that we do not offer changes nothing: $action $choice',
  async (pressed) => {
    const { incidents, answer } = await world();
    expect(await answer(press(pressed.action, pressed))).toMatchObject([
      { audience: 'ephemeral', text: expect.stringContaining('none of ours') },
    ]);
    expect(await incidents.byId(ID)).toMatchObject({ version: 1 });
  },
);

test('a report that was too long to be kept is not taken for one without evidence', async () => {
  const { answer } = await world({ report: JSON.stringify({ ...jsonReport(twoCauses), causes: [], truncated: true }) });
  expect(await answer(press('evidence'))).toMatchObject([{ audience: 'ephemeral', text: expect.stringContaining('too long to be kept') }]);
});

test('a look that AWS throttles is tried once more before it is told', async () => {
  const { answer } = await world();
  expect(await answer(press('again'), true)).toContain('throttled');
  expect(await answer(press('again'), false)).toMatchObject([{ audience: 'ephemeral', text: expect.stringContaining('throttled') }]);
});

test('to run again is to ask about the same stage, in its account and Region, up to now', async () => {
  const { asked, answer } = await world({ target: { ...record.target, region: 'us-east-1', account: '444455556666' } });
  await answer(press('again'));
  expect(asked).toEqual([
    expect.objectContaining({
      api: record.target.apiId,
      stage: record.target.stage,
      window: { from: new Date('2026-11-20T14:48:00.000Z'), to: NOW },
      place: { region: 'us-east-1', account: '444455556666' },
    }),
  ]);
});
