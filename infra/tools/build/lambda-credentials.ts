import type { SQSClientConfig } from '@aws-sdk/client-sqs';

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`No AWS credentials: ${name} is not set.`);
  return value;
};

/**
 * Stands in the bundles for the SDK's search through profiles, SSO and metadata services, which costs each cold start its loading: Lambda
 * hands a function its role's credentials in the environment, valid as long as the environment lives
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). The CLI keeps the whole search.
 */
export const defaultProvider = (): NonNullable<SQSClientConfig['credentials']> => async () => ({
  accessKeyId: variable('AWS_ACCESS_KEY_ID'),
  secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
  ...(process.env.AWS_SESSION_TOKEN !== undefined && { sessionToken: process.env.AWS_SESSION_TOKEN }),
});
