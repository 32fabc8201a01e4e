import type { Context } from 'aws-lambda';
import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { err } from '../../shared/lib/result.ts';
import { channelsFor } from './channels.ts';
import { claimsOf } from './claims.ts';
import { deployedConfig } from './config.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';
import { hidingOn } from './hiding.ts';
import { reachOf } from './home.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
export const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 70_000 };

/** Where the function's ARN says nothing, its environment does. */
const NOWHERE = { region: '', account: '' };

const opened = lazily(async () => {
  const [{ QUEUE_URL, TABLE_NAME }, settings] = [sharedEnvironment(), diagnosisEnvironment()];
  const [{ answerAlarm }, { answerOver }, { newIncidentId }, { collect }, { outOfReach }, { portsAt }, config] = await Promise.all([
    import('../../shared/diagnosis/answer-alarm.ts'),
    import('../../shared/diagnosis/answer-over.ts'),
    import('../../shared/diagnosis/life/incident-id.ts'),
    import('../../shared/diagnosis/collect.ts'),
    import('../../shared/diagnosis/reach.ts'),
    import('./places.ts'),
    deployedConfig(),
  ]);
  const [{ createIncidentStore }, { createTakeLook }, { createSendMessage }, { createHideMessage }] = await Promise.all([
    import('../../shared/aws/incident-store.ts'),
    import('../../shared/aws/take-look.ts'),
    import('../../shared/aws/send-message.ts'),
    import('../../shared/aws/hide-message.ts'),
  ]);
  const collectIn =
    (context: Context): AnswerPorts['collect'] =>
    async (query) => {
      const reach = await reachOf(context);
      const place = { ...NOWHERE, ...reach?.home, ...query.place };
      const obstacle = reach && outOfReach(place, reach);
      if (obstacle !== undefined) return err({ kind: 'access-denied', action: 'sts:AssumeRole', detail: obstacle });
      return collect(await portsAt(place, context), query, BUDGET);
    };
  return {
    answerAlarm,
    answerOver,
    collectIn,
    ports: {
      channels: channelsFor(settings, config),
      incidents: createIncidentStore(TABLE_NAME),
      takeLook: createTakeLook(TABLE_NAME),
      newId: newIncidentId,
      hasButtons: settings.SLACK_BUTTONS === 'true',
      now: () => new Date(),
    },
    hide: hidingOn([QUEUE_URL, ...(settings.QUESTION_QUEUE_URL ? [settings.QUESTION_QUEUE_URL] : [])], createHideMessage),
    ...(settings.DEAD_LETTER_QUEUE_URL && { toDeadLetters: createSendMessage(settings.DEAD_LETTER_QUEUE_URL) }),
  };
});

/** All that answering one message takes. */
export const openDiagnosis = async (context: Context) => {
  const [{ collectIn, ports, ...rest }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { ...rest, ports: { ...ports, collect: collectIn(context), once } };
};
