import type { Result } from '../lib/result.ts';
import type { AmazonQCard } from '../reports/amazon-q-card-schema.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SnsText } from '../reports/sns-text.ts';
import type { SlackPlace } from './life/incident-record.ts';
import type { MachineReport } from './machine-report-schema.ts';

export const CHANNELS = ['slack', 'sns', 'card', 'eventbridge'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** A message and what goes into its thread. */
export interface SlackReport extends SlackMessage {
  readonly details: readonly SlackMessage[];
  /** Edits the message that stands there. */
  readonly replaces?: SlackPlace;
  /** Stands in the message unseen, so that it can be found. `since`: a worker died of posting it, and it may stand there from that time on. */
  readonly mark?: { readonly incident: string; readonly since?: string };
}

export interface Reports {
  readonly slack: SlackReport;
  readonly sns: SnsText & { readonly report: MachineReport };
  /** For Amazon Q Developer in chat applications. */
  readonly card: AmazonQCard;
  readonly eventbridge: MachineReport;
}

/** `temporary`: the queue tries again, after `retryAfterSeconds` when the channel asks for it. `permanent`: a person has to act first. */
export type DeliveryFailure =
  | { readonly kind: 'temporary'; readonly reason: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'permanent'; readonly reason: string };

export type Send<Report, Answer = unknown> = (report: Report) => Promise<Result<Answer, DeliveryFailure>>;

/** Where it stands now, where the way in tells. */
export type SendSlack = Send<SlackReport, SlackPlace | undefined>;

/** A deployment has those that its settings name. */
export interface Channels {
  readonly slack?: SendSlack;
  readonly sns?: Send<Reports['sns']>;
  readonly card?: Send<Reports['card']>;
  readonly eventbridge?: Send<Reports['eventbridge']>;
}
