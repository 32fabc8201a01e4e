import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import { lazily } from '../../shared/lib/lazily.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

/** One for alarms and questions: what one of them has read of a deployment, the other need not read again. */
export const collectWithin = lazily(async (): Promise<AnswerPorts['collect']> => {
  const [{ collect }, { createCollectPorts }] = await Promise.all([
    import('../../shared/diagnosis/collect.ts'),
    import('../../shared/aws/collect-ports.ts'),
  ]);
  const ports = createCollectPorts();
  return (query) => collect(ports, query, BUDGET);
});
