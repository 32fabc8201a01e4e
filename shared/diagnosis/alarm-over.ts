import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import type { AlarmStateChange } from '../model/alarm.ts';

const text = z.string().check(z.minLength(1), z.maxLength(2_048));

const Schema = z.object({
  version: z.literal(1),
  over: z.literal(true),
  alarm: z.object({ name: text, arn: text, at: z.iso.datetime() }),
});

/** Travels on the queue beside requests for a diagnosis: an alarm is OK again. */
export type AlarmOver = z.infer<typeof Schema>;

export const overFor = ({ alarmName, alarmArn, at }: AlarmStateChange): AlarmOver => ({
  version: 1,
  over: true,
  alarm: { name: alarmName, arn: alarmArn, at: at.toISOString() },
});

/** `undefined`: the message is something else. */
export const parseAlarmOver = (body: string): AlarmOver | undefined => {
  const over = Schema.safeParse(parseJson(body));
  return over.success ? over.data : undefined;
};
