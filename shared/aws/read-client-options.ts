/** Whose account and where; what is left out comes from the environment, as in the AWS CLI (also `AWS_ENDPOINT_URL`). */
export interface AwsPlace {
  readonly region?: string;
  readonly profile?: string;
}

/** The caller repeats what failed and counts it, so the SDK must not. */
export const readClientOptions = ({ region, profile }: AwsPlace) => ({
  ...(region !== undefined && { region }),
  ...(profile !== undefined && { profile }),
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000 },
});

export type ReadClientOptions = ReturnType<typeof readClientOptions>;
