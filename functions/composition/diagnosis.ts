import type { Context } from 'aws-lambda';
import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { channelsFor } from './channels.ts';
import { claimsOf } from './claims.ts';
import { deployedConfig } from './config.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

const opened = lazily(async () => {
  const [{ QUEUE_URL }, settings] = [sharedEnvironment(), diagnosisEnvironment()];
  const [{ answerAlarm }, { collect }, { createCollectPorts }, { createSendMessage }, { createHideMessage }, config] = await Promise.all([
    import('../../shared/diagnosis/answer-alarm.ts'),
    import('../../shared/diagnosis/collect.ts'),
    import('../../shared/aws/collect-ports.ts'),
    import('../../shared/aws/send-message.ts'),
    import('../../shared/aws/hide-message.ts'),
    deployedConfig(),
  ]);
  const ports = createCollectPorts();
  const collecting: AnswerPorts['collect'] = (query) => collect(ports, query, BUDGET);
  return {
    answerAlarm,
    collecting,
    channels: channelsFor(settings, config),
    hide: createHideMessage(QUEUE_URL),
    ...(settings.DEAD_LETTER_QUEUE_URL && { toDeadLetters: createSendMessage(settings.DEAD_LETTER_QUEUE_URL) }),
  };
});

/** All that answering one message takes. */
export const openDiagnosis = async (context: Context) => {
  const [{ answerAlarm, collecting, channels, hide, toDeadLetters }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { answerAlarm, ports: { collect: collecting, channels, once }, hide, toDeadLetters };
};
