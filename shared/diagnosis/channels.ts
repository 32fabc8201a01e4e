import type { Result } from '../lib/result.ts';
import type { JsonReport } from '../reports/json-report-schema.ts';
import type { SlackMessage } from '../reports/slack-message.ts';
import type { SnsText } from '../reports/sns-text.ts';
import type { SlackPlace } from './life/incident-record.ts';

export const CHANNELS = ['slack', 'sns', 'eventbridge'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** The documented JSON, with what started it. */
export interface MachineReport extends JsonReport {
  readonly incident: string;
  readonly alarm: { readonly name: string; readonly arn: string; readonly at: string };
  /** What has become of it so far: `seen` alarms told of it, at least `failures` requests failed. */
  readonly life?: {
    readonly id: string;
    readonly state: 'open' | 'resolved' | 'closed';
    readonly openedAt: string;
    readonly closedAt?: string;
    readonly seen: number;
    readonly failures: number;
  };
  /** The whole report is longer than the channel takes: only the verdict and where it was found are left. */
  readonly truncated?: true;
}

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
  readonly eventbridge?: Send<Reports['eventbridge']>;
}
