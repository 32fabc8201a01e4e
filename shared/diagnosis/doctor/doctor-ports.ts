import type { Result } from '../../lib/result.ts';
import type { CollectPorts, ReadFailure } from '../collect-ports.ts';

export type Looked<Value> = Promise<Result<Value, ReadFailure>>;

/** A function of the deployment: what Lambda says of it, and the settings in its environment, of which none is a secret. */
export interface DeployedFunction {
  readonly state?: string;
  readonly lastUpdate?: string;
  readonly runtime?: string;
  /** Seconds. */
  readonly timeout?: number;
  /** Absent: none reserved. 0: switched off. */
  readonly reservedConcurrency?: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface DeployedQueue {
  readonly waiting: number;
  /** Seconds. */
  readonly visibilityTimeout: number;
  /** ARN. */
  readonly deadLetters?: string;
}

/** What Slack says of a credential. A webhook can only be tried by posting. `problem`: in one sentence, never with the secret in it. */
export type SlackStanding =
  | { readonly kind: 'bot'; readonly team: string; readonly scopes: readonly string[] }
  | { readonly kind: 'webhook' }
  | { readonly kind: 'problem'; readonly problem: string };

/** Reads only, all of them; with the credentials of whoever asks. */
export interface DoctorPorts {
  readonly collect: CollectPorts;
  readonly deployedFunction: (name: string) => Looked<DeployedFunction>;
  /** Whether Lambda takes messages from the queue: `Enabled`, `Disabled` …; absent when nothing connects the two. */
  readonly queueConnection: (functionName: string) => Looked<string | undefined>;
  readonly queue: (url: string) => Looked<DeployedQueue>;
  readonly table: (name: string) => Looked<{ readonly status: string }>;
  readonly topic: (arn: string) => Looked<{ readonly subscribers: number }>;
  readonly slack: (reference: string) => Promise<SlackStanding>;
}
