import type { Context } from 'aws-lambda';
import type { AlarmPorts } from '../../shared/diagnosis/alarm-ports.ts';
import type { Home } from '../../shared/diagnosis/start-incident.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { intake } from './intake.ts';

const describing = lazily(async () => (await import('../../shared/aws/describe-alarms.ts')).createDescribeAlarms());

export const alarmPorts = (context: Context): AlarmPorts => ({
  describeAlarms: async (names) => (await describing())(names),
  enqueue: async (request) => (await intake()).queue.send(JSON.stringify(request)),
  once: async (key, work) => (await intake()).onceIn(context)(key, work),
});

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`: the Region and account whose APIs the function's role can read. */
export const homeOf = ({ invokedFunctionArn }: Context): Home | undefined => {
  const [, , , region, account] = invokedFunctionArn.split(':');
  return region && account ? { region, account } : undefined;
};
