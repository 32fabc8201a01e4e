import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Place } from '../diagnosis/collect-query.ts';
import type { ReadSecret } from '../diagnosis/read-secret.ts';
import { lazily } from '../lib/lazily.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { sessionPolicy } from './session-policy.ts';

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** As SDK clients ask for them. */
export type Credentials = () => Promise<Session>;

export interface MemberRole extends Place {
  readonly partition: string;
  readonly externalId: ReadSecret;
}

/** infra/member-role.yml makes it in each member account. */
const ROLE_NAME = 'gatewhy-member';
/** A role that assumes another gets an hour at the most. */
const SESSION_SECONDS = 3_600;
/** Longer than a diagnosis takes; the SDK's own clients begin to ask five minutes before the end. */
const RENEW_MILLIS = 6 * 60_000;

/** A failure that may pass is none of credentials: to readers it is a service that does not answer. */
const MEANING = {
  permanent: { name: 'CredentialsProviderError' },
  temporary: { name: 'NoExternalId', $metadata: { httpStatusCode: 503 } },
};

const externalIdOf = async (read: ReadSecret): Promise<string> => {
  const secret = await read(false);
  if (secret.ok) return secret.value.trim();
  const { kind, reason } = secret.failure;
  throw Object.assign(new Error(`No external id for member accounts: ${reason}`), MEANING[kind]);
};

/** Sessions in one member account and Region, each kept until shortly before its end and shared by all clients. */
export const memberCredentials = (
  { partition, account, region, externalId }: MemberRole,
  client = new STSClient(CLIENT_OPTIONS),
  now: () => number = Date.now,
): Credentials => {
  const open = async (): Promise<Session> => {
    const { Credentials: opened } = await client.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${account}:role/${ROLE_NAME}`,
        RoleSessionName: 'gatewhy',
        ExternalId: await externalIdOf(externalId),
        Policy: sessionPolicy(partition, { region }),
        DurationSeconds: SESSION_SECONDS,
      }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = opened ?? {};
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration ?? new Date(now() + SESSION_SECONDS * 1_000),
    };
  };
  let session = lazily(open);
  return async () => {
    const held = session;
    const current = await held();
    if (current.expiration.getTime() - now() > RENEW_MILLIS) return current;
    if (session === held) session = lazily(open);
    return session();
  };
};
