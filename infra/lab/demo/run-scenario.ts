import { setTimeout } from 'node:timers/promises';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { type Handler, type Invocation, invokeAsync } from '../invoke.ts';
import type { Lab } from '../lab.ts';
import type { LambdaRunner } from '../lambda-runner.ts';
import type { PublishedMessage } from '../messaging.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ReceivedMessage, SlackReceiver } from '../slack-receiver.ts';
import { readNotification } from './read-queue.ts';
import type { Stack } from './stack.ts';

/** Where alarms ring: gatewhy deployed in a lab, its queue being worked on. */
export interface Site {
  readonly lab: Lab;
  readonly slack: SlackReceiver;
  readonly stack: Stack;
  readonly alarm: Handler;
  readonly diagnose: LambdaRunner;
}

/** What came of one alarm. */
export interface Outcome {
  readonly slack: readonly ReceivedMessage[];
  readonly published: readonly PublishedMessage[];
  /** `service:Operation` → calls, by both functions; the runner's own polling left out. */
  readonly calls: Readonly<Record<string, number>>;
  readonly secondsToPost: number | undefined;
  /** Empty: all went as it should. */
  readonly problems: readonly string[];
}

const PATIENCE_MS = 10_000;

const failureOf = (name: string, invocations: readonly Invocation[]): readonly string[] =>
  invocations.flatMap((invocation) => (invocation.ok ? [] : [`${name} failed: ${String(invocation.error)}`]));

const failuresIn = (result: unknown): number =>
  isRecord(result) && Array.isArray(result.batchItemFailures) ? result.batchItemFailures.length : 0;

const succeeded = (invocation: Invocation): boolean => invocation.ok && failuresIn(invocation.result) === 0;

const RUNNER_CALLS = new Set(['sqs:ReceiveMessage', 'sqs:DeleteMessageBatch', 'sqs:DeleteMessage']);

/** One alarm through the real handlers: alarm function → queue → diagnose function → Slack, topic and event bus. */
export const runScenario = async (scenario: Scenario, { lab, slack, stack, alarm, diagnose }: Site): Promise<Outcome> => {
  const before = {
    slack: slack.messages.length,
    published: lab.published.length,
    events: lab.sentEvents.length,
    invocations: diagnose.invocations.length,
  };
  const invocations = () => diagnose.invocations.slice(before.invocations);
  lab.resetCalls();
  const start = Date.now();
  const alarmed = await invokeAsync(alarm, scenario.alarmEvent, { functionName: 'gatewhy-alarm', region: lab.region });
  while (!invocations().some(succeeded) && Date.now() - start < PATIENCE_MS) await setTimeout(10);

  const calls = Object.fromEntries(Object.entries(lab.calls()).filter(([name]) => !RUNNER_CALLS.has(name)));
  const posted = slack.messages.slice(before.slack);
  const published = lab.published.slice(before.published);
  const [event] = lab.sentEvents.slice(before.events);
  const report = await readNotification(lab, stack.readerUrl);
  const names = (value: unknown) => isRecord(value) && value.cause === scenario.cause;
  const checks: readonly (readonly [boolean, string])[] = [
    [invocations().length > 0, 'nothing arrived on the queue'],
    [invocations().every(succeeded), 'diagnose gave its message back to the queue'],
    [posted.some(({ blocks }) => JSON.stringify(blocks).includes(scenario.cause)), `no Slack message names ${scenario.cause}`],
    [names(report), `what the topic delivered does not name ${scenario.cause}`],
    [names(parseJson(event?.Detail ?? '')), `no event on the bus names ${scenario.cause}`],
  ];
  return {
    slack: posted,
    published,
    calls,
    secondsToPost: posted[0] && (posted[0].at.getTime() - start) / 1000,
    problems: [
      ...failureOf('alarm', alarmed.slice(-1)),
      ...failureOf('diagnose', invocations()),
      ...checks.filter(([fine]) => !fine).map(([, problem]) => problem),
    ],
  };
};
