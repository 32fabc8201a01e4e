import type { Result } from '../lib/result.ts';
import type { AmazonQCard } from '../reports/amazon-q-card-schema.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SnsText } from '../reports/sns-text.ts';
import type { MachineReport } from './machine-report-schema.ts';

export const CHANNELS = ['slack', 'sns', 'card', 'eventbridge'] as const;

export type ChannelName = (typeof CHANNELS)[number];

export interface Reports {
  readonly slack: SlackMessage & { readonly details: readonly SlackMessage[] };
  readonly sns: SnsText & { readonly report: MachineReport };
  /** For Amazon Q Developer in chat applications. */
  readonly card: AmazonQCard;
  readonly eventbridge: MachineReport;
}

/** `temporary`: the queue tries again, after `retryAfterSeconds` when the channel asks for it. `permanent`: a person has to act first. */
export type DeliveryFailure =
  | { readonly kind: 'temporary'; readonly reason: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'permanent'; readonly reason: string };

export type Send<Report> = (report: Report) => Promise<Result<unknown, DeliveryFailure>>;

/** A deployment has those that its settings name. */
export type Channels = { readonly [Name in ChannelName]?: Send<Reports[Name]> };
