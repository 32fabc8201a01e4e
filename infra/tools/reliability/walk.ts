import type { AlarmOver } from '../../../shared/diagnosis/alarm-over.ts';
import type { Answer } from '../../../shared/diagnosis/answer.ts';
import { type AnswerPorts, answerAlarm } from '../../../shared/diagnosis/answer-alarm.ts';
import { answerOver } from '../../../shared/diagnosis/answer-over.ts';
import type { DiagnosisRequest } from '../../../shared/diagnosis/diagnosis-request.ts';
import { type FaultGate, type FaultOrder, faultGate } from './fault.ts';
import { type Heard, openWorker, type Site } from './worker.ts';

/** What became of an alarm and of its OK, with one fault on the way. */
export interface Walk {
  readonly calls: readonly string[];
  /** Deliveries of the two messages in all: 2 without a fault. */
  readonly attempts: number;
  /** Messages in the dead-letter queue before the fault was repaired. */
  readonly setAside: number;
  /** Messages in the channel itself, and whether the last form of the first says that it is over. */
  readonly posts: number;
  readonly isShownClosed: boolean;
  readonly topic: number;
  readonly bus: number;
  readonly seen: number;
  readonly state: string;
}

/** infra/queue.yml: how often a message comes, and when it comes again if nobody says otherwise. */
const MOST_RECEIVES = 10;
const VISIBILITY_MS = 540_000;

interface Clock {
  now: number;
}

type Work = (ports: AnswerPorts, attempt: number) => Promise<Answer>;

interface Delivered {
  readonly attempts: number;
  readonly isSetAside: boolean;
}

/** Plays the queue: a message that fails, or whose worker dies, comes again later; one that no retry helps is set aside. A bug of ours ends the walk. */
const deliverMessage = async (work: Work, open: () => AnswerPorts, gate: FaultGate, clock: Clock): Promise<Delivered> => {
  for (let attempt = 1; attempt <= MOST_RECEIVES; attempt += 1) {
    gate.revive();
    const answer = await work(open(), attempt).catch((error: unknown) => {
      if (!gate.explains(error)) throw error;
    });
    clock.now += 1_000 * (answer?.retryAfterSeconds ?? VISIBILITY_MS / 1_000);
    if (answer?.kind === 'told') return { attempts: attempt, isSetAside: false };
    if (answer?.kind === 'set-aside') return { attempts: attempt, isSetAside: true };
  }
  return { attempts: MOST_RECEIVES, isSetAside: true };
};

let count = 0;

/** An alarm and its OK ten minutes later, through the worker. After a fault that set a message aside, it is repaired and the message sent again. */
export const walk = async (site: Site, order?: FaultOrder): Promise<Walk> => {
  count += 1;
  const clock: Clock = { now: Date.now() };
  const at = new Date(clock.now).toISOString();
  const arn = `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-${count}`;
  const alarm = { name: `orders-${count}`, arn, at };
  const target = { apiName: `orders-${count}`, stage: 'prod', region: 'eu-west-1', account: '111122223333' };
  const request: DiagnosisRequest = { version: 1, incident: `${arn} ${at}`, alarm, target, window: { from: at, to: at } };
  const over: AlarmOver = { version: 1, over: true, alarm: { ...alarm, at: new Date(clock.now + 600_000).toISOString() } };

  const gate = faultGate(order);
  const heard: Heard = { topic: [], bus: [] };
  const open = () => openWorker(site, gate.out, heard, () => new Date(clock.now));
  const before = site.slack.messages.length;
  let [attempts, setAside] = [0, 0];
  const works: readonly Work[] = [
    (ports, attempt) => answerAlarm(ports, request, attempt),
    (ports, attempt) => answerOver(ports, over, attempt),
  ];
  for (const work of works) {
    const first = await deliverMessage(work, open, gate, clock);
    attempts += first.attempts;
    if (!first.isSetAside) continue;
    setAside += 1;
    gate.repair();
    const again = await deliverMessage(work, open, gate, clock);
    if (again.isSetAside) throw new Error(`A message was set aside although the fault was repaired: ${JSON.stringify(order)}`);
  }
  const said = site.slack.messages.slice(before);
  const record = (await openWorker(site, faultGate(undefined).out, heard, () => new Date(clock.now)).incidents.everOf(arn))[0];
  return {
    calls: gate.calls,
    attempts,
    setAside,
    posts: said.filter(({ via, threadTs }) => via === 'chat.postMessage' && threadTs === undefined).length,
    isShownClosed: said.some(({ via, text }) => via === 'chat.update' && text.startsWith('Over at')),
    topic: heard.topic.length,
    bus: heard.bus.length,
    seen: record?.seen ?? 0,
    state: record?.state ?? 'none',
  };
};
