/** `unknown`: nobody could look. */
export type CheckState = 'ok' | 'fault' | 'unknown';

/** One part of a deployment as it was found, and what to do about it. */
export interface Check {
  /** Such as `function gatewhy-prod-alarm`. */
  readonly part: string;
  readonly state: CheckState;
  /** One sentence, without its full stop. */
  readonly found: string;
  /** What a person does or types; present unless all is well. */
  readonly fix?: string;
}
