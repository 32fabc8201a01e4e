import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIncidentStore } from '../../../shared/aws/incident-store.ts';
import { applyEvent } from '../../../shared/diagnosis/life/apply-event.ts';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { captureConsole } from '../../lab/demo/capture-console.ts';
import { deployStack, SLACK_CHANNEL, slackParameter } from '../../lab/demo/stack.ts';
import { invokeAsync } from '../../lab/invoke.ts';
import { LAB_ACCOUNT, type Lab, startLab } from '../../lab/lab.ts';
import { startLambdaRunner } from '../../lab/lambda-runner.ts';
import { playScenario, worldOf } from '../../lab/scenarios/play-scenario.ts';
import { undeclaredStatus } from '../../lab/scenarios/undeclared-status.ts';
import { type SlackPace, slackPace } from '../../lab/slack-pace.ts';
import { startSlackReceiver } from '../../lab/slack-receiver.ts';
import { FUNCTION_SECONDS, MOST_RECEIVES, VISIBILITY_SECONDS, WORKERS } from '../deployed-figures.ts';
import { callMeter } from './call-meter.ts';
import { memoryMeter } from './memory-meter.ts';
import { openDeadLetters } from './open-dead-letters.ts';

export interface StormPlan {
  readonly alarms: number;
  readonly stages: number;
  /** Stages whose incident is muted as soon as their first alarm was told. */
  readonly muted: number;
  /** Stages whose route leads to a Slack channel that is gone. */
  readonly gone: number;
}

export const ENDS = ['posted', 'merged', 'muted', 'dead-lettered'] as const;
export type End = (typeof ENDS)[number];

export interface StormReport {
  /** By the number of the alarm; the stage is that number modulo the stages. More than one: it came to an end twice. */
  readonly ends: ReadonlyMap<number, readonly End[]>;
  readonly looks: number;
  readonly posts: number;
  /** From the hand-over of an alarm to `alarm` until its message stands in Slack. */
  readonly secondsToPost: readonly number[];
  readonly seconds: number;
  readonly calls: ReturnType<typeof callMeter>;
  readonly memory: ReturnType<typeof memoryMeter>;
}

const QUEUE = { visibilitySeconds: VISIBILITY_SECONDS, mostReceives: MOST_RECEIVES };
const WINDOW_MS = 5 * 60_000;
const GONE_CHANNEL = 'C0GONE0000';

const scenario = undeclaredStatus(new Date());
const stageName = (index: number): string => `s${index}`;

/** The scenario's API with its stage many times over, each with the log of the failed requests. Returns its alarm, as it rang. */
const spread = async (lab: Lab, stages: number): Promise<string> => {
  let rung = '';
  await playScenario(scenario, lab, async (event) => {
    rung = JSON.stringify(event);
  });
  const group = `API-Gateway-Execution-Logs_${scenario.api.restApi.id}`;
  const { events = [] } = lab.logs.group(`${group}/prod`) ?? {};
  const lines = Array.from({ length: events.length }, (_, index) => events.at(index) ?? []).flat();
  for (let index = 0; index < stages; index += 1) lab.logs.append(`${group}/${stageName(index)}`, lines);
  return rung;
};

interface AlarmEvent {
  readonly alarmData: { readonly state: { timestamp: string } };
}

/** All of one minute, and of one window. */
const alarmOf = (rung: string, index: number, stages: number): AlarmEvent => {
  const text = rung.replaceAll('"prod"', `"${stageName(index % stages)}"`).replaceAll('orders-api-5xx', `orders-api-5xx-${index}`);
  const event = JSON.parse(text) as AlarmEvent;
  const { state } = event.alarmData;
  const at = Date.parse(state.timestamp.replace('+0000', 'Z'));
  const seconds = (index % 60) * (at % WINDOW_MS < 60_000 ? 1 : -1);
  state.timestamp = new Date(at + seconds * 1_000).toISOString().replace('Z', '+0000');
  return event;
};

const NUMBER = /:alarm:orders-api-5xx-(\d+) /;

const isEnd = (fate: unknown): fate is End => ENDS.some((end) => end === fate);

/** The functions as they are deployed, five workers, the emulators of SNS, SQS and DynamoDB, the lab as AWS, Slack with its rate limits. */
export const runStorm = async ({ alarms, stages, muted, gone }: StormPlan, pace: SlackPace = slackPace()): Promise<StormReport> => {
  const [calls, memory] = [callMeter(), memoryMeter()];
  const slack = await startSlackReceiver({ channels: [SLACK_CHANNEL], pace });
  const copies = Array.from({ length: stages }, (_, index) =>
    scenario.api.stages.slice(0, 1).map(({ settings }) => ({ settings: { ...settings, stageName: stageName(index) } })),
  ).flat();
  const lab = await startLab({
    ...worldOf([scenario]),
    apis: [{ ...scenario.api, stages: [...scenario.api.stages, ...copies] }],
    parameters: slackParameter(slack),
    hear: calls.hear,
  });
  const { queueUrl, env } = await deployStack(lab, slack, QUEUE);
  const folder = mkdtempSync(join(tmpdir(), 'gatewhy-storm-'));
  const routes = Array.from({ length: gone }, (_, index) => ({ when: { stage: stageName(muted + index) }, to: { slack: GONE_CHANNEL } }));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ version: 1, routes }));
  Object.assign(process.env, env, { CONFIG_FILE: join(folder, 'config.json') });
  // Only now: a function reads its environment when it is loaded.
  const [{ handler: alarm }, { handler: diagnose }] = await Promise.all([
    import('../../../functions/alarm.ts'),
    import('../../../functions/diagnose.ts'),
  ]);

  const ends = new Map<number, End[]>();
  const rungAt = new Map<number, number>();
  const secondsToPost: number[] = [];
  const end = (incident: string, fate: End): void => {
    const number = Number(NUMBER.exec(incident)?.[1]);
    ends.set(number, [...(ends.get(number) ?? []), fate]);
    if (fate === 'posted') secondsToPost.push((Date.now() - (rungAt.get(number) ?? Number.NaN)) / 1_000);
  };
  const hear = (line: string): void => {
    const said = parseJson(line);
    if (!isRecord(said) || said.message !== 'diagnosis told' || typeof said.incident !== 'string') return;
    if (isEnd(said.fate)) end(said.incident, said.fate);
  };

  const play = async (): Promise<void> => {
    const rung = await spread(lab, stages);
    calls.reset();
    const deadLetters = openDeadLetters(lab, env.DEAD_LETTER_QUEUE_URL ?? '');
    const runners = Array.from({ length: WORKERS }, () => {
      const settings = { functionName: 'gatewhy-diagnose', region: lab.region, timeoutMs: FUNCTION_SECONDS * 1_000, batchSize: 1 };
      return startLambdaRunner({ lab, queueUrl, handler: diagnose, ...settings });
    });
    const ring = async (index: number): Promise<void> => {
      rungAt.set(index, Date.now());
      await invokeAsync(alarm, alarmOf(rung, index, stages), { functionName: 'gatewhy-alarm', region: lab.region });
    };
    const settle = async (count: number): Promise<void> => {
      while (ends.size < count) {
        for (const body of await deadLetters.drain()) end(body, 'dead-lettered');
        memory.look(ends.size / alarms);
        await sleep(100);
      }
    };
    for (let index = 0; index < muted; index += 1) await ring(index);
    await settle(muted);
    const incidents = createIncidentStore(env.TABLE_NAME ?? '');
    for (let index = 0; index < muted; index += 1) {
      const [record] = await incidents.everOf(`arn:aws:cloudwatch:${lab.region}:${LAB_ACCOUNT}:alarm:orders-api-5xx-${index}`);
      if (!record) throw new Error(`The alarm ${index} has no incident to mute.`);
      await applyEvent(incidents, () => incidents.lastOf(record.key), { kind: 'mute', until: 'resolved' }, new Date());
    }
    let next = muted;
    const ringing = Array.from({ length: WORKERS }, async () => {
      while (next < alarms) await ring(next++);
    });
    await Promise.all([...ringing, settle(alarms)]);
    for (const runner of runners) await runner.stop();
    deadLetters.close();
  };

  const began = Date.now();
  try {
    await captureConsole(play, hear);
  } finally {
    await lab.stop();
    await slack.stop();
    rmSync(folder, { recursive: true });
  }
  const posts = slack.messages.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined).length;
  const looks = calls.of('apigateway:GetExport');
  return { ends, looks, posts, secondsToPost, seconds: (Date.now() - began) / 1_000, calls, memory };
};
