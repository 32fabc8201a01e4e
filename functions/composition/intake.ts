import { lazily } from '../../shared/lib/lazily.ts';
import { intakeEnvironment } from './environment.ts';

/** The queue and the claims, which both functions need. An adapter brings its SDK client: loaded when first needed, then kept. */
export const intake = lazily(async () => {
  const { QUEUE_URL, TABLE_NAME } = intakeEnvironment();
  const [{ createQueue }, { createOnce }] = await Promise.all([import('../../shared/aws/queue.ts'), import('../../shared/aws/once.ts')]);
  return { queue: createQueue(QUEUE_URL), onceIn: createOnce(TABLE_NAME) };
});
