import type { Context } from 'aws-lambda';
import type { Place } from '../../shared/diagnosis/collect-query.ts';
import type { Reach } from '../../shared/diagnosis/reach.ts';
import { deployedConfig } from './config.ts';

interface Home extends Place {
  readonly partition: string;
}

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME`: the Region and account whose APIs the function's own role can read. */
export const homeOf = ({ invokedFunctionArn }: Context): Home | undefined => {
  const [, partition, , region, account] = invokedFunctionArn.split(':');
  return partition && region && account ? { partition, region, account } : undefined;
};

/** Unlimited where the function's ARN says nothing. */
export const reachOf = async (context: Context): Promise<Reach | undefined> => {
  const home = homeOf(context);
  const { members = [] } = await deployedConfig();
  return home && { home, members };
};
