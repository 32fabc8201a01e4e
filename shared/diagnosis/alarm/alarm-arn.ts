import { type AccountId, isAccountId, isRegion, type Region } from '../../model/ids.ts';

export interface AlarmArn {
  readonly region: Region;
  readonly account: AccountId;
  readonly alarmName: string;
}

/** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`, in any partition; a name may hold colons. */
export const parseAlarmArn = (arn: string): AlarmArn | undefined => {
  const [prefix, , service, region = '', account = '', resource, ...name] = arn.split(':');
  const alarmName = name.join(':');
  return prefix === 'arn' &&
    service === 'cloudwatch' &&
    resource === 'alarm' &&
    alarmName !== '' &&
    isRegion(region) &&
    isAccountId(account)
    ? { region, account, alarmName }
    : undefined;
};
