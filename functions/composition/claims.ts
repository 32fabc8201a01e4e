import type { Context } from 'aws-lambda';
import type { Once } from '../../shared/diagnosis/once.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { sharedEnvironment } from './environment.ts';
import { logger } from './telemetry.ts';

/** It is done; should it come again after its claim has ended, it would be done again. */
export const warnUnkept = (reason: string): void => logger.warn('done, and not noted as done', { reason });

const opened = lazily(async () => {
  const { createOnce } = await import('../../shared/aws/once.ts');
  return createOnce(sharedEnvironment().TABLE_NAME, { warn: warnUnkept });
});

/** The claims that both functions keep in one table. */
export const claimsOf = async (context: Context): Promise<Once> => (await opened())(context);
