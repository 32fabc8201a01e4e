import { setTimeout as sleep } from 'node:timers/promises';
import type { Channels, Send, SendSlack } from '../../shared/diagnosis/channels.ts';
import { type Config, isOwn, type RouteTo } from '../../shared/diagnosis/config.ts';
import { type RouteFacts, routeFor } from '../../shared/diagnosis/route.ts';
import { lazily } from '../../shared/lib/lazily.ts';
import { err } from '../../shared/lib/result.ts';
import type { DiagnosisEnvironment } from './environment.ts';

const SLACK_TIMEOUT_MS = 5_000;

/** With the diagnosis before it within the function's time (serverless.yml), and within the lease of whoever tells an incident. */
export const SLACK_PATIENCE_MS = 20_000;

/** An adapter that is loaded with its first report. */
const later = <Report, Answer>(make: () => Promise<Send<Report, Answer>>): Send<Report, Answer> => {
  const made = lazily(make);
  return async (report) => (await made())(report);
};

const NO_SLACK: SendSlack = async () =>
  err({ kind: 'permanent', reason: 'A route names a Slack channel, and this deployment has no Slack credentials (parameter slackStore)' });

const slackTo = ({ SLACK_CREDENTIALS, SLACK_API_URL }: DiagnosisEnvironment, to: string): Channels['slack'] => {
  if (!SLACK_CREDENTIALS) return isOwn(to) ? undefined : NO_SLACK;
  return later(async () => {
    const [{ createSlackChannel }, { createReadSecret }] = await Promise.all([
      import('../../shared/slack/slack-channel.ts'),
      import('../../shared/aws/stored-secret.ts'),
    ]);
    return createSlackChannel(createReadSecret(SLACK_CREDENTIALS, { variable: 'SLACK_CREDENTIALS' }), {
      timeoutMs: SLACK_TIMEOUT_MS,
      patience: { millis: SLACK_PATIENCE_MS, sleep },
      ...(SLACK_API_URL && { apiUrl: SLACK_API_URL }),
      ...(!isOwn(to) && { channel: to }),
    });
  });
};

const topicOf = (to: string | undefined, own: string | undefined): string | undefined => (to !== undefined && isOwn(to) ? own : to);

/** Those that a route names, as far as the deployment has them, and the event bus, which hears everything. */
const channelsTo = (settings: DiagnosisEnvironment, to: RouteTo): Channels => {
  const { REPORT_TOPIC_ARN, CARD_TOPIC_ARN, EVENT_BUS_NAME } = settings;
  const slack = to.slack === undefined ? undefined : slackTo(settings, to.slack);
  const [topic, cardTopic] = [topicOf(to.topic, REPORT_TOPIC_ARN), topicOf(to.card, CARD_TOPIC_ARN)];
  return {
    ...(slack && { slack }),
    ...(topic && { sns: later(async () => (await import('../../shared/aws/publish-report.ts')).createPublishReport(topic)) }),
    ...(cardTopic && { card: later(async () => (await import('../../shared/aws/publish-card.ts')).createPublishCard(cardTopic)) }),
    ...(EVENT_BUS_NAME && {
      eventbridge: later(async () => (await import('../../shared/aws/put-event.ts')).createPutEvent(EVENT_BUS_NAME)),
    }),
  };
};

/** Made once for each place that the routes lead to. */
export const channelsFor = (settings: DiagnosisEnvironment, config: Config): ((facts: RouteFacts) => Channels) => {
  const made = new Map<string, Channels>();
  return (facts) => {
    const to = routeFor(config, facts);
    const key = JSON.stringify(to);
    const channels = made.get(key) ?? channelsTo(settings, to);
    made.set(key, channels);
    return channels;
  };
};
