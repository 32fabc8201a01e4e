import type { Context } from 'aws-lambda';
import { lazily } from '../../shared/lib/lazily.ts';
import { channelsFor } from './channels.ts';
import { claimsOf } from './claims.ts';
import { collectWithin } from './collecting.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';

const opened = lazily(async () => {
  const [{ QUEUE_URL }, settings] = [sharedEnvironment(), diagnosisEnvironment()];
  const [{ answerAlarm }, collecting, { createSendMessage }, { createHideMessage }] = await Promise.all([
    import('../../shared/diagnosis/answer-alarm.ts'),
    collectWithin(),
    import('../../shared/aws/send-message.ts'),
    import('../../shared/aws/hide-message.ts'),
  ]);
  return {
    answerAlarm,
    collecting,
    channels: channelsFor(settings),
    hide: createHideMessage(QUEUE_URL),
    ...(settings.DEAD_LETTER_QUEUE_URL && { toDeadLetters: createSendMessage(settings.DEAD_LETTER_QUEUE_URL) }),
  };
});

/** All that answering one message takes. */
export const openDiagnosis = async (context: Context) => {
  const [{ answerAlarm, collecting, channels, hide, toDeadLetters }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { answerAlarm, ports: { collect: collecting, channels, once }, hide, toDeadLetters };
};
