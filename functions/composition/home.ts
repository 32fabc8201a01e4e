import type { Context } from 'aws-lambda';
import { homeOf, type Reach } from '../../shared/diagnosis/reach.ts';
import { deployedConfig } from './config.ts';

/** Unlimited where the function's ARN says nothing. */
export const reachOf = async ({ invokedFunctionArn }: Context): Promise<Reach | undefined> => {
  const home = homeOf(invokedFunctionArn);
  const { members = [] } = await deployedConfig();
  return home && { home, members };
};
