import type { Result } from '../../lib/result.ts';
import type { CollectPorts, ReadFailure } from '../collect-ports.ts';

export type Looked<Value> = Promise<Result<Value, ReadFailure>>;

/** A function of the deployment: what Lambda says of it, and the settings in its environment, of which none is a secret. */
export interface DeployedFunction {
  readonly arn: string;
  /** ARN of the role that it runs with. */
  readonly role: string;
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

export interface DeployedTopic {
  readonly subscribers: number;
  /** Id, ARN or alias of the KMS key that messages lie under; absent: none. */
  readonly key?: string;
}

/** Actions to try with a role, each on each resource. */
export interface Simulation {
  /** ARN. */
  readonly role: string;
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  /** Condition keys and what a call brings for them. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Whose word it is that something is not allowed. `policies`: those with the Deny. */
export type DeniedBy =
  | { readonly kind: 'nobody-allows' }
  | { readonly kind: 'explicit-deny'; readonly policies: readonly string[] }
  | { readonly kind: 'boundary' }
  | { readonly kind: 'organization' };

export interface Denial {
  readonly action: string;
  readonly resource: string;
  readonly by: DeniedBy;
}

/** What Slack says of a credential. A webhook can only be tried by posting. `problem`: in one sentence, never with the secret in it. */
export type SlackStanding =
  | { readonly kind: 'bot'; readonly team: string; readonly scopes: readonly string[]; readonly channel: string }
  | { readonly kind: 'webhook' }
  | { readonly kind: 'problem'; readonly problem: string };

/** What Slack shows the bot of a channel. */
export type ChannelStanding =
  | { readonly kind: 'channel'; readonly isMember: boolean; readonly isArchived: boolean; readonly isPrivate: boolean }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'missing-scope' }
  | { readonly kind: 'problem'; readonly problem: string };

/** What is wrong with the text of a secret, in one sentence that does not repeat it; nothing when it is as it should be. */
export interface SecretStanding {
  readonly problem?: string;
}

/** Reads only, all of them; with the credentials of whoever asks. A `reference` names a stored secret. */
export interface DoctorPorts {
  readonly collect: CollectPorts;
  readonly deployedFunction: (name: string) => Looked<DeployedFunction>;
  /** The address that anybody can call the function at; absent: it has none. */
  readonly functionUrl: (name: string) => Looked<string | undefined>;
  /** Whether Lambda takes messages from the queue: `Enabled`, `Disabled` …; absent when nothing connects the two. */
  readonly queueConnection: (functionName: string, queueUrl: string) => Looked<string | undefined>;
  readonly queue: (url: string) => Looked<DeployedQueue>;
  readonly table: (name: string) => Looked<{ readonly status: string }>;
  readonly topic: (arn: string) => Looked<DeployedTopic>;
  /** Accounts that may put events on the bus of this name; `*`: all. */
  readonly busSenders: (name: string) => Looked<readonly string[]>;
  /** What the role may not do of it. */
  readonly simulate: (simulation: Simulation) => Looked<readonly Denial[]>;
  readonly slack: (reference: string) => Looked<SlackStanding>;
  readonly slackChannel: (reference: string, channel: string) => Looked<ChannelStanding>;
  readonly slackSigning: (reference: string) => Looked<SecretStanding>;
  readonly externalId: (reference: string) => Looked<SecretStanding>;
}
