import { parseAlarmArn } from './alarm-arn.ts';

/** The alarm's page in the console; only the commercial partition's address is known here. The fragment's form is inferred. */
export const alarmUrl = (arn: string): string | undefined => {
  const alarm = arn.startsWith('arn:aws:') ? parseAlarmArn(arn) : undefined;
  return (
    alarm &&
    `https://${alarm.region}.console.aws.amazon.com/cloudwatch/home?region=${alarm.region}#alarmsV2:alarm/${encodeURIComponent(alarm.alarmName)}`
  );
};
