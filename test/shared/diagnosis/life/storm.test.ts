import { expect, test } from 'vitest';
import { startSlackReceiver } from '../../../../infra/lab/slack-receiver.ts';
import type { AlarmOver } from '../../../../shared/diagnosis/alarm-over.ts';
import type { Fate } from '../../../../shared/diagnosis/answer.ts';
import { type AnswerPorts, answerAlarm } from '../../../../shared/diagnosis/answer-alarm.ts';
import type { DiagnosisRequest } from '../../../../shared/diagnosis/diagnosis-request.ts';
import { newIncidentId } from '../../../../shared/diagnosis/life/incident-id.ts';
import type { Once } from '../../../../shared/diagnosis/once.ts';
import { startIncident } from '../../../../shared/diagnosis/start-incident.ts';
import { ok } from '../../../../shared/lib/result.ts';
import type { AlarmStateChange } from '../../../../shared/model/alarm.ts';
import { createSlackChannel } from '../../../../shared/slack/slack-channel.ts';
import { memoryIncidents, memoryLooks } from '../../../support/memory-incidents.ts';

const [ALARMS, STAGES, WORKERS, MOST_RECEIVES] = [1_000, 200, 5, 10];
const NOON = Date.UTC(2026, 10, 21, 12);

const changeOf = (index: number): AlarmStateChange => ({
  delivery: 'sns',
  alarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:storm-${index}`,
  alarmName: `storm-${index}`,
  region: 'eu-west-1',
  account: '111122223333',
  state: 'ALARM',
  reason: '',
  at: new Date(NOON + (index % 60) * 1_000),
  kind: 'metric',
  targets: [{ apiName: `api-${index % STAGES}`, stage: 'prod' }],
  children: [],
});

const claims = (): Once => {
  const done = new Set<string>();
  return async (key, work) => {
    if (done.has(key)) return ok('repeated');
    const outcome = await work();
    if (outcome.ok) done.add(key);
    return outcome.ok ? ok('done') : outcome;
  };
};

interface Queued {
  readonly message: DiagnosisRequest | AlarmOver;
  readonly attempt: number;
}

const megabytes = (): number => process.memoryUsage().heapUsed / 1_048_576;

test('a thousand alarms of a minute over two hundred stages: a look for each stage, a message for each, and every alarm accounted for', async () => {
  const slack = await startSlackReceiver({ channels: ['C0LAB00000'] });
  const queue: Queued[] = [];
  const once = claims();
  for (let index = 0; index < ALARMS; index += 1) {
    const enqueue = async (message: Queued['message']) => ok(void queue.push({ message, attempt: 1 }));
    const twice = [changeOf(index), changeOf(index)];
    for (const change of twice) await startIncident({ once, enqueue, describeAlarms: async () => ok([]) }, change);
  }
  expect(queue).toHaveLength(ALARMS);

  const secret = JSON.stringify({ botToken: slack.botToken, channel: 'C0LAB00000' });
  const looks: string[] = [];
  const ports: AnswerPorts = {
    once,
    incidents: memoryIncidents(),
    takeLook: memoryLooks(),
    channels: () => ({ slack: createSlackChannel(async () => ok(secret), { apiUrl: slack.apiUrl, timeoutMs: 5_000 }) }),
    collect: async ({ api: name }) => {
      looks.push(name);
      return ok({ incident: { version: 1, api: { kind: 'REST', name, stage: 'prod' } }, cost: { calls: {}, bytes: 0, millis: 1 } });
    },
    newId: newIncidentId,
    now: () => new Date(),
  };
  const tally: Record<Exclude<Fate, 'waiting'> | 'dead-lettered', number> = {
    posted: 0,
    merged: 0,
    muted: 0,
    closed: 0,
    'dead-lettered': 0,
  };
  const heaps: number[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { message, attempt } = next;
      if ('over' in message) continue;
      const { kind, fate } = await answerAlarm(ports, message, attempt);
      if (kind === 'told' && fate !== 'waiting') tally[fate] += 1;
      else if (kind === 'retry' && attempt < MOST_RECEIVES) queue.push({ message, attempt: attempt + 1 });
      else tally['dead-lettered'] += 1;
      heaps.push(megabytes());
    }
  };
  /** Slack is busy for a while in the middle of it. */
  slack.fail({ status: 429, retryAfter: 1, times: 50 });
  await Promise.all(Array.from({ length: WORKERS }, work));
  await slack.stop();

  expect(tally).toEqual({ posted: STAGES, merged: ALARMS - STAGES, muted: 0, closed: 0, 'dead-lettered': 0 });
  expect([looks.length, new Set(looks).size]).toEqual([STAGES, STAGES]);
  const posts = slack.messages.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined);
  expect(posts).toHaveLength(STAGES);
  const seen = await Promise.all(Array.from({ length: ALARMS }, (_, index) => ports.incidents.everOf(changeOf(index).alarmArn)));
  expect(seen.filter(([record]) => record?.seen !== ALARMS / STAGES)).toEqual([]);
  const growth = Math.max(...heaps) - (heaps[0] ?? 0);
  expect(growth).toBeLessThan(250);
}, 60_000);
