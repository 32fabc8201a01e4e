import type { Context } from 'aws-lambda';
import type { Once } from '../../shared/diagnosis/once.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { sharedEnvironment } from './environment.ts';

const opened = lazily(async () => {
  const { createOnce } = await import('../../shared/aws/once.ts');
  return createOnce(sharedEnvironment().TABLE_NAME);
});

/** The claims that both functions keep in one table. */
export const claimsOf = async (context: Context): Promise<Once> => (await opened())(context);
