import { parseAlarmArn } from './alarm-arn.ts';

const CHILD = /\bALARM\(\s*(?:"(?<quoted>[^"]{1,2048})"|(?<bare>[^\s")]{1,2048}))\s*\)/g;

/** A child is named by its name or by its ARN; DescribeAlarms takes names. */
export const childName = (nameOrArn: string): string => parseAlarmArn(nameOrArn)?.alarmName ?? nameOrArn;

/** The alarms whose ALARM state a composite alarm's rule asks for: `ALARM("a") OR ALARM(b)`. */
export const childrenOfRule = (rule: string): readonly string[] => [
  ...new Set([...rule.matchAll(CHILD)].map(({ groups }) => childName(groups?.quoted ?? groups?.bare ?? ''))),
];
