import type { Place } from './collect-query.ts';
import { CONFIG_FILE, type Member } from './config.ts';

/** Where a deployment runs. */
export interface Home extends Place {
  readonly partition: string;
}

/** `arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME`: the Region and account whose APIs the function's own role can read. */
export const homeOf = (functionArn: string): Home | undefined => {
  const [, partition, , region, account] = functionArn.split(':');
  return partition && region && account ? { partition, region, account } : undefined;
};

/** What a deployment can read: where it runs, and the accounts and Regions that its config names. */
export interface Reach {
  readonly home: Place;
  readonly members: readonly Member[];
}

export const isHome = ({ region, account }: Place, { home }: Reach): boolean => home.region === region && home.account === account;

/** Why an API there cannot be read, half a sentence; nothing when it can. */
export const outOfReach = ({ region, account }: Place, { home, members }: Reach): string | undefined => {
  if (isHome({ region, account }, { home, members })) return undefined;
  const regions = members.filter((member) => member.account === account).flatMap((member) => member.regions);
  const belongs = `it belongs to ${region} of account ${account}`;
  if (regions.length === 0) {
    return `${belongs}, and this deployment reads ${home.region} of account ${home.account}; name the account among the members of ${CONFIG_FILE}`;
  }
  if (!regions.includes(region)) return `${belongs}, and ${CONFIG_FILE} names only ${regions.join(', ')} of that account`;
  return undefined;
};
