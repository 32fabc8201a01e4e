import type { Context } from 'aws-lambda';
import type { AlarmPorts } from '../../shared/diagnosis/alarm-ports.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { claimsOf } from './claims.ts';
import { sharedEnvironment } from './environment.ts';

/*
 * Use cases meet adapters in this folder and nowhere else. An adapter brings its SDK client, so it is loaded when it is first needed, and
 * then kept: an alarm that is ignored loads none.
 */

const sending = lazily(async () => {
  const { createSendMessage } = await import('../../shared/aws/send-message.ts');
  return createSendMessage(sharedEnvironment().QUEUE_URL);
});

const describing = lazily(async () => (await import('../../shared/aws/describe-alarms.ts')).createDescribeAlarms());

export const alarmPorts = (context: Context): AlarmPorts => ({
  describeAlarms: async (names) => (await describing())(names),
  enqueue: async (request) => (await sending())(JSON.stringify(request)),
  once: async (key, work) => {
    const [claim] = await Promise.all([claimsOf(context), sending()]);
    return claim(key, work);
  },
});
