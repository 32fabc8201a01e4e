import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import type { FaultOrder } from './fault.ts';
import { type FaultGate, faultGate } from './fault-gate.ts';
import type { Path } from './paths.ts';
import { type Delivered, openQueue } from './play-queue.ts';
import { REPAIRED_AFTER_MS, type Rig } from './rig.ts';
import { alarmArnOf, alarmEvent, questionEvent, setStage } from './stimulus.ts';

/** What became of an alarm and of its OK. */
export interface AlarmWalk {
  readonly kind: 'alarm';
  /** Messages in the channel itself, and whether the last form of the first says that it is over. */
  readonly posts: number;
  readonly isShownClosed: boolean;
  readonly topic: number;
  readonly cards: number;
  readonly bus: number;
  readonly records: number;
  readonly seen: number;
  readonly state: string;
  readonly verdict: string;
  /** What people were told that could not be read. */
  readonly gaps: number;
}

/** What became of a question. */
export interface QuestionWalk {
  readonly kind: 'question';
  /** What Slack was answered: it shows who asked an error unless it is 200. */
  readonly status: number;
  /** Messages that who asked, or everybody, saw; and how many of them were seen before. */
  readonly answers: number;
  readonly repeats: number;
  /** The answer names a cause. */
  readonly isFound: boolean;
}

export type Walk = (AlarmWalk | QuestionWalk) & {
  readonly calls: FaultGate['calls'];
  /** Invocations beyond one for each message. */
  readonly retries: number;
  /** Messages in the dead-letter queue before the fault was repaired. */
  readonly setAside: number;
};

/** The shared tokens have grown again by then. */
const LATER_MS = 2 * 3_600_000;
/** AWS repeats an asynchronous invocation twice; then serverless.yml sends it to the dead letters. */
const RETRY_AFTER_MS = [60_000, 120_000];

const add = (one: Delivered, other: Delivered): Delivered => ({
  retries: one.retries + other.retries,
  setAside: one.setAside + other.setAside,
});

const NOTHING: Delivered = { retries: 0, setAside: 0 };

/** The alarm function, as an asynchronous invocation has it. After it was given up the fault is repaired and the event sent again. */
const ring = async ({ workers, time }: Rig, gate: FaultGate, event: unknown): Promise<Delivered> => {
  let retries = 0;
  for (const pause of [...RETRY_AFTER_MS, 0]) {
    if ((await workers.invoke('alarm', event, gate)).ok) return { retries, setAside: 0 };
    retries += 1;
    time.pass(pause);
  }
  time.pass(REPAIRED_AFTER_MS);
  gate.repair();
  const last = await workers.invoke('alarm', event, gate);
  if (!last.ok) throw new Error('An alarm was refused although the fault was repaired.');
  return { retries, setAside: 1 };
};

const causeAndGaps = (detail: string | undefined): Pick<AlarmWalk, 'verdict' | 'gaps'> => {
  const report = parseJson(detail ?? '');
  const { cause, gaps } = isRecord(report) ? report : {};
  return { verdict: typeof cause === 'string' ? cause : 'none', gaps: Array.isArray(gaps) ? gaps.length : 0 };
};

const walkAlarm = async (rig: Rig, path: Path, gate: FaultGate, number: number): Promise<AlarmWalk & Delivered> => {
  const { site } = rig;
  const { slack, lab } = site;
  const subject = setStage(site, path, number);
  const before = { messages: slack.messages.length, published: lab.published.length, events: lab.sentEvents.length };
  const queue = openQueue(rig, gate);
  let delivered = NOTHING;
  for (const to of ['ALARM', 'OK'] as const) {
    delivered = add(delivered, await ring(rig, gate, alarmEvent(path, subject, to)));
    delivered = add(delivered, await queue.deliver());
  }
  const said = slack.messages.slice(before.messages);
  const published = lab.published.slice(before.published);
  const events = lab.sentEvents.slice(before.events);
  const records = await site.incidents.everOf(alarmArnOf(path, subject));
  return {
    ...delivered,
    kind: 'alarm',
    posts: said.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined).length,
    isShownClosed: said.some(({ via, text }) => via === 'chat.update' && text.startsWith('Over at')),
    topic: published.filter(({ topicArn }) => topicArn !== site.cardTopic).length,
    cards: published.filter(({ topicArn }) => topicArn === site.cardTopic).length,
    bus: events.length,
    records: records.length,
    seen: records[0]?.seen ?? 0,
    state: records[0]?.state ?? 'none',
    ...causeAndGaps(events[0]?.Detail),
  };
};

const walkQuestion = async (rig: Rig, path: Path, gate: FaultGate, number: number): Promise<QuestionWalk & Delivered> => {
  const { site, workers } = rig;
  const subject = setStage(site, path, number);
  const before = site.slack.messages.length;
  const taken = await workers.invoke('slack', questionEvent(site, subject), gate);
  const status = taken.ok && isRecord(taken.result) ? Number(taken.result.statusCode) : 502;
  const delivered = await openQueue(rig, gate).deliver();
  const texts = site.slack.messages.slice(before).map(({ text, blocks }) => JSON.stringify([text, blocks]));
  return {
    ...delivered,
    kind: 'question',
    status,
    answers: texts.length,
    repeats: texts.length - new Set(texts).size,
    isFound: texts.some((text) => text.includes('malformed-proxy-response')),
  };
};

const WALKS = { alarm: walkAlarm, question: walkQuestion } as const;

let count = 0;

/** One path through the real functions, with these faults on the way. */
export const walk = async (rig: Rig, path: Path, orders: readonly FaultOrder[] = []): Promise<Walk> => {
  count += 1;
  rig.time.pass(LATER_MS);
  Object.assign(process.env, { SLACK_CREDENTIALS: 'ssm:/gatewhy/slack' }, path.env);
  rig.workers.replace();
  const gate = faultGate([...orders, ...(path.given ?? [])], path.kind);
  return { ...(await WALKS[path.kind](rig, path, gate, count)), calls: gate.calls };
};
