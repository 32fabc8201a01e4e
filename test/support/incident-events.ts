import type { DiagnosedEvent } from '../../shared/diagnosis/life/life-event.ts';
import type { VerdictId } from '../../shared/model/cause-id.ts';
import type { AmazonQCard } from '../../shared/reports/amazon-q-card-schema.ts';

export const ALARM = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-5xx';
export const OTHER_ALARM = 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:orders-slo';

/** Ten o'clock and so many minutes. */
export const clock = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString();

const cardOf = (verdict: VerdictId): AmazonQCard => ({
  version: '1.0',
  source: 'custom',
  content: { textType: 'client-markdown', title: verdict, description: verdict, nextSteps: ['Raise it.'], keywords: [verdict] },
  metadata: { threadId: 'a-thread', summary: verdict, eventType: 'gatewhy-diagnosis', relatedResources: [ALARM] },
});

let count = 0;

/** An alarm of the orders stage, diagnosed. */
export const diagnosedAt = (minute: number, arn = ALARM, verdict: VerdictId = 'lambda-timeout'): DiagnosedEvent => {
  count += 1;
  return {
    kind: 'diagnosed',
    id: `incident${String(count).padStart(8, 'a')}`,
    key: `111122223333/eu-west-1/a1b2c3d4e5/prod/${verdict}`,
    target: { kind: 'REST', apiName: 'orders', apiId: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1', account: '111122223333' },
    verdict,
    alarm: { arn, at: clock(minute) },
    window: { from: clock(minute - 10), to: clock(minute + 2) },
    failures: 12,
    report: `{"cause":"${verdict}"}`,
    messages: { card: cardOf(verdict), slack: { text: verdict, blocks: [], details: [] }, sns: { subject: verdict, text: verdict } },
  };
};
