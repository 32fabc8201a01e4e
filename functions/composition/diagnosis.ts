import type { Context } from 'aws-lambda';
import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { err } from '../../shared/lib/result.ts';
import { channelsFor } from './channels.ts';
import { claimsOf } from './claims.ts';
import { deployedConfig } from './config.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';
import { reachOf } from './home.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

/** Where the function's ARN says nothing, its environment does. */
const NOWHERE = { region: '', account: '' };

const opened = lazily(async () => {
  const [{ QUEUE_URL }, settings] = [sharedEnvironment(), diagnosisEnvironment()];
  const [{ answerAlarm }, { collect }, { outOfReach }, { portsAt }, { createSendMessage }, { createHideMessage }, config] =
    await Promise.all([
      import('../../shared/diagnosis/answer-alarm.ts'),
      import('../../shared/diagnosis/collect.ts'),
      import('../../shared/diagnosis/reach.ts'),
      import('./places.ts'),
      import('../../shared/aws/send-message.ts'),
      import('../../shared/aws/hide-message.ts'),
      deployedConfig(),
    ]);
  const collectIn =
    (context: Context): AnswerPorts['collect'] =>
    async (query) => {
      const reach = await reachOf(context);
      const place = query.place ?? reach?.home ?? NOWHERE;
      const obstacle = reach && outOfReach(place, reach);
      if (obstacle !== undefined) return err({ kind: 'access-denied', action: 'sts:AssumeRole', detail: obstacle });
      return collect(await portsAt(place, context), query, BUDGET);
    };
  return {
    answerAlarm,
    collectIn,
    channels: channelsFor(settings, config),
    hide: createHideMessage(QUEUE_URL),
    ...(settings.DEAD_LETTER_QUEUE_URL && { toDeadLetters: createSendMessage(settings.DEAD_LETTER_QUEUE_URL) }),
  };
});

/** All that answering one message takes. */
export const openDiagnosis = async (context: Context) => {
  const [{ answerAlarm, collectIn, channels, hide, toDeadLetters }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { answerAlarm, ports: { collect: collectIn(context), channels, once }, hide, toDeadLetters };
};
