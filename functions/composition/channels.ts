import type { Channels, Send } from '../../shared/diagnosis/channels.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import type { DiagnosisEnvironment } from './environment.ts';

const SLACK_TIMEOUT_MS = 5_000;

/** An adapter that is loaded with its first report. */
const later = <Report, Answer>(make: () => Promise<Send<Report, Answer>>): Send<Report, Answer> => {
  const made = lazily(make);
  return async (report) => (await made())(report);
};

const slack = (reference: string, apiUrl: string | undefined): NonNullable<Channels['slack']> =>
  later(async () => {
    const [{ createSlackChannel }, { createReadSecret }] = await Promise.all([
      import('../../shared/slack/slack-channel.ts'),
      import('../../shared/aws/slack-credentials.ts'),
    ]);
    return createSlackChannel(createReadSecret(reference), { timeoutMs: SLACK_TIMEOUT_MS, ...(apiUrl && { apiUrl }) });
  });

/** Those that the settings name. */
export const channelsFor = (settings: DiagnosisEnvironment): Channels => {
  const { SLACK_CREDENTIALS, SLACK_API_URL, REPORT_TOPIC_ARN, EVENT_BUS_NAME } = settings;
  return {
    ...(SLACK_CREDENTIALS && { slack: slack(SLACK_CREDENTIALS, SLACK_API_URL) }),
    ...(REPORT_TOPIC_ARN && {
      sns: later(async () => (await import('../../shared/aws/publish-report.ts')).createPublishReport(REPORT_TOPIC_ARN)),
    }),
    ...(EVENT_BUS_NAME && {
      eventbridge: later(async () => (await import('../../shared/aws/put-event.ts')).createPutEvent(EVENT_BUS_NAME)),
    }),
  };
};
