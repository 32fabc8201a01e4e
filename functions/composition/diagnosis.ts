import type { Context } from 'aws-lambda';
import type { AnswerPorts } from '../../shared/diagnosis/answer-alarm.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { channelsFor } from './channels.ts';
import { claimsOf } from './claims.ts';
import { diagnosisEnvironment, sharedEnvironment } from './environment.ts';

/** What one diagnosis may cost at the most; the function's time (serverless.yml) leaves room to tell it. */
const BUDGET = { calls: 200, bytes: 64 * 1024 * 1024, millis: 40_000 };

const opened = lazily(async () => {
  const [{ QUEUE_URL, TABLE_NAME }, settings] = [sharedEnvironment(), diagnosisEnvironment()];
  const [answers, { newIncidentId }, { collect }, { createCollectPorts }, { createIncidentStore }, { createTakeLook }] = await Promise.all([
    import('../../shared/diagnosis/answer-alarm.ts'),
    import('../../shared/diagnosis/life/incident-id.ts'),
    import('../../shared/diagnosis/collect.ts'),
    import('../../shared/aws/collect-ports.ts'),
    import('../../shared/aws/incident-store.ts'),
    import('../../shared/aws/take-look.ts'),
  ]);
  const [{ createSendMessage }, { createHideMessage }] = await Promise.all([
    import('../../shared/aws/send-message.ts'),
    import('../../shared/aws/hide-message.ts'),
  ]);
  const ports = createCollectPorts();
  const collecting: AnswerPorts['collect'] = (query) => collect(ports, query, BUDGET);
  return {
    answers,
    ports: {
      collect: collecting,
      channels: channelsFor(settings),
      incidents: createIncidentStore(TABLE_NAME),
      takeLook: createTakeLook(TABLE_NAME),
      newId: newIncidentId,
      hasButtons: settings.SLACK_BUTTONS === 'true',
      now: () => new Date(),
    },
    hide: createHideMessage(QUEUE_URL),
    ...(settings.DEAD_LETTER_QUEUE_URL && { toDeadLetters: createSendMessage(settings.DEAD_LETTER_QUEUE_URL) }),
  };
});

/** All that answering one message takes. */
export const openDiagnosis = async (context: Context) => {
  const [{ answers, ports, hide, toDeadLetters }, once] = await Promise.all([opened(), claimsOf(context)]);
  return { ...answers, ports: { ...ports, once }, hide, toDeadLetters };
};
