import type { Context } from 'aws-lambda';
import type { AlarmPorts } from '../shared/diagnosis/alarm-ports.ts';
import type { Home } from '../shared/diagnosis/start-incident.ts';
import { lazily } from '../shared/lib/lazily.ts';
import { alarmEnvironment } from './environment.ts';

/** Use cases meet adapters here and nowhere else. An adapter brings its SDK client, so it is loaded when it is first needed and then kept. */
const intake = lazily(async () => {
  const { QUEUE_URL, TABLE_NAME } = alarmEnvironment();
  const [{ createQueue }, { createOnce }] = await Promise.all([import('../shared/aws/queue.ts'), import('../shared/aws/once.ts')]);
  return { queue: createQueue(QUEUE_URL), onceIn: createOnce(TABLE_NAME) };
});

const describing = lazily(async () => (await import('../shared/aws/describe-alarms.ts')).createDescribeAlarms());

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`: the Region and account whose APIs the function's role can read. */
export const homeOf = ({ invokedFunctionArn }: Context): Home | undefined => {
  const [, , , region, account] = invokedFunctionArn.split(':');
  return region && account ? { region, account } : undefined;
};

export const alarmPorts = (context: Context): AlarmPorts => ({
  describeAlarms: async (names) => (await describing())(names),
  enqueue: async (request) => (await intake()).queue.send(JSON.stringify(request)),
  once: async (key, work) => (await intake()).onceIn(context)(key, work),
});
