import { setTimeout } from 'node:timers/promises';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import { type Handler, type Invocation, invokeAsync } from '../invoke.ts';
import type { Lab } from '../lab.ts';
import type { LambdaRunner } from '../lambda-runner.ts';
import type { PublishedMessage } from '../messaging.ts';
import { playScenario } from '../scenarios/play-scenario.ts';
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

/** What came of one scenario's requests, and of the alarm that they set off. */
export interface Outcome {
  /** Where the API was served while it was asked. */
  readonly url: string;
  readonly statuses: readonly number[];
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

/** One scenario from the first request to the last message: gateway → alarm → alarm function → queue → diagnose function → Slack, topic and event bus. */
export const runScenario = async (scenario: Scenario, { lab, slack, stack, alarm, diagnose }: Site): Promise<Outcome> => {
  const before = {
    slack: slack.messages.length,
    published: lab.published.length,
    events: lab.sentEvents.length,
    invocations: diagnose.invocations.length,
  };
  const invocations = () => diagnose.invocations.slice(before.invocations);
  lab.resetCalls();
  const alarmed: Invocation[] = [];
  const played = await playScenario(scenario, lab, async (event) => {
    alarmed.push(...(await invokeAsync(alarm, event, { functionName: 'gatewhy-alarm', region: lab.region })));
  });
  const start = played.alarm?.at.getTime() ?? Date.now();
  while (played.alarm && !invocations().some(succeeded) && Date.now() - start < PATIENCE_MS) await setTimeout(10);

  const calls = Object.fromEntries(Object.entries(lab.calls()).filter(([name]) => !RUNNER_CALLS.has(name)));
  const posted = slack.messages.slice(before.slack);
  const published = lab.published.slice(before.published);
  const [event] = lab.sentEvents.slice(before.events);
  const report = await readNotification(lab, stack.readerUrl);
  const names = (value: unknown) => isRecord(value) && value.cause === scenario.cause;
  const checks: readonly (readonly [boolean, string])[] = [
    [played.statuses.some((status) => status < 500), 'no request was answered well'],
    [played.statuses.some((status) => status >= 500), 'no request failed'],
    [played.alarm !== undefined, 'the alarm did not ring'],
    [invocations().length > 0, 'nothing arrived on the queue'],
    [invocations().every(succeeded), 'diagnose gave its message back to the queue'],
    [posted.some(({ blocks }) => JSON.stringify(blocks).includes(scenario.cause)), `no Slack message names ${scenario.cause}`],
    [names(report), `what the topic delivered does not name ${scenario.cause}`],
    [names(parseJson(event?.Detail ?? '')), `no event on the bus names ${scenario.cause}`],
  ];
  return {
    url: played.url,
    statuses: played.statuses,
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
