import type { Credentials } from './member-credentials.ts';

/** Whose account and where; what is left out comes from the environment, as in the AWS CLI (also `AWS_ENDPOINT_URL`). */
export interface AwsPlace {
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: Credentials;
}

/** The caller repeats what failed and counts it, so the SDK must not. */
export const readClientOptions = ({ region, profile, credentials }: AwsPlace) => ({
  ...(region !== undefined && { region }),
  ...(profile !== undefined && { profile }),
  ...(credentials && { credentials }),
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000 },
});

export type ReadClientOptions = ReturnType<typeof readClientOptions>;
