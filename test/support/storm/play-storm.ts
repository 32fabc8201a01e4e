import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SLACK_PATIENCE_MS } from '../../../functions/composition/channels.ts';
import { BUDGET } from '../../../functions/composition/diagnosis.ts';
import { WORKERS } from '../../../infra/tools/deployed-figures.ts';
import { createSharedBuckets } from '../../../shared/aws/shared-buckets.ts';
import { snapshotMemory } from '../../../shared/aws/snapshot-memory.ts';
import type { Fate } from '../../../shared/diagnosis/answer.ts';
import { type AnswerPorts, answerAlarm } from '../../../shared/diagnosis/answer-alarm.ts';
import { collect } from '../../../shared/diagnosis/collect.ts';
import type { CollectPorts } from '../../../shared/diagnosis/collect-ports.ts';
import { type DiagnosisRequest, parseDiagnosisRequest } from '../../../shared/diagnosis/diagnosis-request.ts';
import { applyEvent } from '../../../shared/diagnosis/life/apply-event.ts';
import { newIncidentId } from '../../../shared/diagnosis/life/incident-id.ts';
import type { IncidentRecord } from '../../../shared/diagnosis/life/incident-record.ts';
import { unheard } from '../../../shared/diagnosis/life/owed.ts';
import type { Once } from '../../../shared/diagnosis/once.ts';
import { startIncident } from '../../../shared/diagnosis/start-incident.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { AlarmStateChange } from '../../../shared/model/alarm.ts';
import { createSlackChannel } from '../../../shared/slack/slack-channel.ts';
import { memoryLooks } from '../memory-incidents.ts';
import { awayIncidents } from './away-incidents.ts';
import { bucketTable } from './bucket-table.ts';
import { type LimitedAws, limitedAws } from './limited-aws.ts';
import { STORM_AT, type StormStage, stormStages, worldOfAccount } from './storm-world.ts';
import { virtualQueue } from './virtual-queue.ts';
import { virtualSlack } from './virtual-slack.ts';
import { virtualTime } from './virtual-time.ts';

const REGION = 'eu-west-1';
const [CHANNEL, GONE] = ['C0STORM000', 'C0GONE0000'];

export interface StormPlan {
  readonly accounts: number;
  readonly stagesOfAnAccount: number;
  readonly alarms: number;
  /** Stages whose incident somebody has muted before the storm. */
  readonly muted?: number;
  /** Stages whose route leads to a channel that is gone. */
  readonly gone?: number;
  /** Empty pages that FilterLogEvents answers before each page with events, as in a busy log. */
  readonly emptyPages?: number;
  /** Of what the functions answer, and the log shows: long answers betray whoever keeps what it has read. */
  readonly words?: number;
}

export type End = Exclude<Fate, 'waiting'> | 'dead-lettered';

export interface Ended {
  readonly stage: number;
  readonly end: End;
  readonly attempts: number;
}

export interface StormOutcome {
  /** By alarm; more than one entry would be an alarm with two ends. */
  readonly ends: ReadonlyMap<string, readonly Ended[]>;
  /** Finished looks of a stage in a window, in the storm. */
  readonly looks: ReadonlyMap<string, number>;
  readonly collections: number;
  /** How many alarms the incident of an alarm has counted. */
  readonly seen: ReadonlyMap<string, number>;
  /** Incidents whose message shows older figures than they have. */
  readonly outdated: number;
  readonly aws: ReadonlyMap<string, LimitedAws>;
  readonly slack: ReturnType<typeof virtualSlack>;
  /** Seconds from an alarm to its post, in order. */
  readonly secondsToPost: readonly number[];
  /** The longest that a worker was at one message. */
  readonly longestSeconds: number;
  /** Verdicts of the looks. */
  readonly verdicts: ReadonlyMap<string, number>;
  /** Bytes in use after garbage was collected: before the first alarm, and after each quarter of them. */
  readonly heap: readonly number[];
}

const heapInUse = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
};

const claims = (): Once => {
  const done = new Set<string>();
  return async (key, work) => {
    if (done.has(key)) return ok('repeated');
    const outcome = await work();
    if (outcome.ok) done.add(key);
    return outcome.ok ? ok('done') : outcome;
  };
};

const changeOf = (name: string, { account, apiName, stage }: StormStage, at: number): AlarmStateChange => ({
  delivery: 'sns',
  alarmArn: `arn:aws:cloudwatch:${REGION}:${account}:alarm:${name}`,
  alarmName: name,
  region: REGION,
  account,
  state: 'ALARM',
  reason: '',
  at: new Date(at),
  kind: 'metric',
  targets: [{ apiName, stage }],
  children: [],
});

/** Alarms of one minute through everything between the queue and AWS's and Slack's limits, on a clock that waits for nobody. */
export const playStorm = async ({
  accounts,
  stagesOfAnAccount,
  alarms,
  muted = 0,
  gone = 0,
  emptyPages = 0,
  words = 1,
}: StormPlan): Promise<StormOutcome> => {
  const time = virtualTime(STORM_AT - 150_000);
  const stages = stormStages(accounts, stagesOfAnAccount);
  const aws = new Map(
    [...Map.groupBy(stages, ({ account }) => account)].map(
      ([account, own]) => [account, limitedAws(worldOfAccount(own, words), { emptyPages }, time)] as const,
    ),
  );
  const table = bucketTable(time);
  const slack = virtualSlack([CHANNEL], time);
  const slackTo = (channel: string) =>
    createSlackChannel(async () => ok(JSON.stringify({ botToken: 'xoxb-storm', channel })), {
      fetch: slack.fetch,
      timeoutMs: 5_000,
      patience: { millis: SLACK_PATIENCE_MS, sleep: time.sleep },
    });
  const channels = { here: { slack: slackTo(CHANNEL) }, gone: { slack: slackTo(GONE) } };
  const isGone = (name: string, stage: string, account: string): boolean =>
    stages.slice(muted, muted + gone).some((one) => one.apiName === name && one.stage === stage && one.account === account);

  const looks = new Map<string, number>();
  const verdicts = new Map<string, number>();
  let collections = 0;
  const [once, takeLook, incidents] = [claims(), memoryLooks(), awayIncidents(time)];

  /** A warm process of its own: what it remembers, others do not. */
  const openWorker = (): AnswerPorts => {
    const opened = new Map<string, CollectPorts>();
    const portsAt = (account: string): CollectPorts => {
      const { ask } = aws.get(account) ?? {};
      if (!ask) throw new Error(`There is no account ${account}.`);
      const take = createSharedBuckets('claims', { account, region: REGION }, table, time.now);
      const ports = opened.get(account) ?? { ask, clock: time, snapshots: snapshotMemory(), region: async () => REGION, take };
      opened.set(account, ports);
      return ports;
    };
    return {
      once,
      incidents,
      takeLook: async (window) => {
        const turn = await takeLook(window);
        if (turn.kind !== 'yours') return turn;
        const done = async (key: string): Promise<void> => {
          looks.set(window, (looks.get(window) ?? 0) + 1);
          await turn.done(key);
        };
        return { ...turn, done };
      },
      channels: ({ apiName = '', stage = '', account = '' }) => (isGone(apiName, stage, account) ? channels.gone : channels.here),
      collect: async (query) => {
        collections += 1;
        return collect(portsAt(query.place?.account ?? ''), query, BUDGET);
      },
      newId: newIncidentId,
      now: () => new Date(time.now()),
    };
  };

  const ends = new Map<string, Ended[]>();
  const heap: number[] = [];
  const stageOf = new Map<string, number>();
  const end = (arn: string, ended: End, attempts: number): void => {
    ends.set(arn, [...(ends.get(arn) ?? []), { stage: stageOf.get(arn) ?? -1, end: ended, attempts }]);
    if (ends.size % Math.ceil(alarms / 4) === 0) heap.push(heapInUse());
  };
  const requestOf = (body: string): DiagnosisRequest => {
    const request = parseDiagnosisRequest(body);
    if (!request.ok) throw new Error(request.failure);
    return request.value;
  };
  const queue = virtualQueue(time, (body) => end(requestOf(body).alarm.arn, 'dead-lettered', Number.POSITIVE_INFINITY));

  const secondsToPost: number[] = [];
  let longestSeconds = 0;
  const work = async (): Promise<void> => {
    const ports = openWorker();
    for (let message = await queue.receive(); message; message = await queue.receive()) {
      const { body, attempt, remove, hide } = message;
      const request = requestOf(body);
      const began = time.now();
      const { kind, fate, retryAfterSeconds, diagnosis } = await answerAlarm(ports, request, attempt);
      longestSeconds = Math.max(longestSeconds, (time.now() - began) / 1_000);
      if (diagnosis) verdicts.set(diagnosis.verdict, (verdicts.get(diagnosis.verdict) ?? 0) + 1);
      if (kind === 'retry') {
        hide(Math.ceil(retryAfterSeconds));
        continue;
      }
      remove();
      if (fate === 'posted') secondsToPost.push((time.now() - Date.parse(request.alarm.at)) / 1_000);
      end(request.alarm.arn, kind === 'set-aside' || fate === 'waiting' ? 'dead-lettered' : fate, attempt);
    }
  };

  /** CloudWatch and SNS deliver at least once: here always twice. */
  const ring = async (change: AlarmStateChange): Promise<void> => {
    const enqueue = async (message: object) => ok(queue.send(JSON.stringify(message), change.at.getTime()));
    for (const again of [change, change]) await startIncident({ once, enqueue, describeAlarms: async () => ok([]) }, again);
  };

  const mute = async (stage: StormStage, index: number): Promise<void> => {
    const change = changeOf(`before-${index}`, stage, time.now());
    const ports = openWorker();
    const bodies: string[] = [];
    const enqueue = async (message: object) => ok(void bodies.push(JSON.stringify(message)));
    await startIncident({ once, enqueue, describeAlarms: async () => ok([]) }, change);
    for (const body of bodies) await answerAlarm(ports, requestOf(body), 1);
    const [record] = await incidents.everOf(change.alarmArn);
    if (!record) throw new Error('Nothing to mute.');
    await applyEvent(incidents, () => incidents.lastOf(record.key), { kind: 'mute', until: 'resolved' }, new Date(time.now()));
  };

  const storm = async (): Promise<void> => {
    for (const [index, stage] of stages.slice(0, muted).entries()) await mute(stage, index);
    looks.clear();
    verdicts.clear();
    collections = 0;
    await time.sleep(STORM_AT - time.now());
    for (let index = 0; index < alarms; index += 1) {
      const stage = index % stages.length;
      const change = changeOf(`storm-${index}`, stages[stage] as StormStage, STORM_AT + (index % 60) * 1_000);
      stageOf.set(change.alarmArn, stage);
      await ring(change);
    }
    heap.push(heapInUse());
    await Promise.all(Array.from({ length: WORKERS }, work));
  };
  await time.run(storm());
  const seen = new Map(incidents.all().flatMap((record) => Object.keys(record.times).map((arn) => [arn, record.seen] as const)));
  const isOutdated = (record: IncidentRecord): boolean => record.shown !== undefined && unheard(record, new Date(time.now())) === 'update';
  const outdated = incidents.all().filter(isOutdated).length;
  return { seen, outdated, ends, looks, collections, aws, slack, secondsToPost, longestSeconds, verdicts, heap };
};
