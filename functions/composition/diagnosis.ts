import type { Context } from 'aws-lambda';
import { lazily } from '../../shared/lib/lazily.ts';
import { channelsFor } from './channels.ts';
import { diagnosisEnvironment } from './environment.ts';
import { intake } from './intake.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

const opened = lazily(async () => {
  const settings = diagnosisEnvironment();
  const [{ answerAlarm }, { collect }, { createCollectPorts }, { createQueue }, { queue, onceIn }] = await Promise.all([
    import('../../shared/diagnosis/answer-alarm.ts'),
    import('../../shared/diagnosis/collect.ts'),
    import('../../shared/aws/collect-ports.ts'),
    import('../../shared/aws/queue.ts'),
    intake(),
  ]);
  const ports = createCollectPorts();
  return {
    answerAlarm,
    collect: (query: Parameters<typeof collect>[1]) => collect(ports, query, BUDGET),
    channels: channelsFor(settings),
    onceIn,
    queue,
    deadLetters: settings.DEAD_LETTER_QUEUE_URL ? createQueue(settings.DEAD_LETTER_QUEUE_URL) : undefined,
  };
});

export const openDiagnosis = async (context: Context) => {
  const { answerAlarm, collect, channels, onceIn, queue, deadLetters } = await opened();
  return { answerAlarm, ports: { collect, channels, once: onceIn(context) }, queue, deadLetters };
};
