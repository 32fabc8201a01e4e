import type { Context } from 'aws-lambda';
import type { AlarmPorts } from '../shared/diagnosis/alarm-ports.ts';
import type { AnswerPorts } from '../shared/diagnosis/answer-alarm.ts';
import type { Home } from '../shared/diagnosis/start-incident.ts';
import { lazily } from '../shared/lib/lazily.ts';
import { channelsFor } from './channels.ts';
import { alarmEnvironment, diagnoseEnvironment } from './environment.ts';

/*
 * Use cases meet adapters here and in channels.ts, nowhere else. An adapter brings its SDK client, so it is loaded when it is first needed
 * and then kept.
 */

/** What one diagnosis may cost at the most: a fifth of the function's time is left for telling it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

const intake = lazily(async () => {
  const { QUEUE_URL, TABLE_NAME } = alarmEnvironment();
  const [{ createQueue }, { createOnce }] = await Promise.all([import('../shared/aws/queue.ts'), import('../shared/aws/once.ts')]);
  return { queue: createQueue(QUEUE_URL), onceIn: createOnce(TABLE_NAME) };
});

const describing = lazily(async () => (await import('../shared/aws/describe-alarms.ts')).createDescribeAlarms());

const work = lazily(async () => {
  const settings = diagnoseEnvironment();
  const [answering, { collect }, { createCollectPorts }, { createQueue }, { onceIn, queue }] = await Promise.all([
    import('../shared/diagnosis/answer-alarm.ts'),
    import('../shared/diagnosis/collect.ts'),
    import('../shared/aws/collect-ports.ts'),
    import('../shared/aws/queue.ts'),
    intake(),
  ]);
  const ports = createCollectPorts({});
  const collecting: AnswerPorts['collect'] = (query) => collect(ports, query, BUDGET);
  const deadLetters = settings.DEAD_LETTER_QUEUE_URL ? createQueue(settings.DEAD_LETTER_QUEUE_URL) : undefined;
  return { ...answering, collecting, channels: channelsFor(settings), onceIn, queue, deadLetters };
});

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`: the Region and account whose APIs the function's role can read. */
export const homeOf = ({ invokedFunctionArn }: Context): Home | undefined => {
  const [, , , region, account] = invokedFunctionArn.split(':');
  return region && account ? { region, account } : undefined;
};

export const alarmPorts = (context: Context): AlarmPorts => ({
  describeAlarms: async (names) => (await describing())(names),
  enqueue: async (request) => (await intake()).queue.send(JSON.stringify(request)),
  once: async (key, task) => (await intake()).onceIn(context)(key, task),
});

export const diagnosisWork = async (context: Context) => {
  const { answerAlarm, collecting, channels, onceIn, queue, deadLetters } = await work();
  return { answerAlarm, ports: { collect: collecting, channels, once: onceIn(context) }, queue, deadLetters };
};
