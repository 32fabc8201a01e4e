import type { ReadSecret } from '../diagnosis/read-secret.ts';
import { lazily } from '../lib/lazily.ts';
import { err, ok } from '../lib/result.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { deliveryFailure } from './delivery-failure.ts';
import type { AwsPlace } from './read-client-options.ts';

/** Seconds: a rotated token is met this late, unless Slack refuses the old one before. */
const KEEP = 300;

type Store = (name: string, forceFetch: boolean) => Promise<unknown>;

/** Each store brings its own SDK client: only the one in use is loaded. */
const STORES: Readonly<Record<string, { readonly action: string; readonly open: (place: AwsPlace) => Promise<Store> }>> = {
  ssm: {
    action: 'ssm:GetParameter',
    open: async (place) => {
      const { SSMProvider } = await import('@aws-lambda-powertools/parameters/ssm');
      const provider = new SSMProvider({ clientConfig: { ...CLIENT_OPTIONS, ...place } });
      return (name, forceFetch) => provider.get(name, { decrypt: true, maxAge: KEEP, forceFetch });
    },
  },
  secretsmanager: {
    action: 'secretsmanager:GetSecretValue',
    open: async (place) => {
      const { SecretsProvider } = await import('@aws-lambda-powertools/parameters/secrets');
      const provider = new SecretsProvider({ clientConfig: { ...CLIENT_OPTIONS, ...place } });
      return (name, forceFetch) => provider.get(name, { maxAge: KEEP, forceFetch });
    },
  },
};

export const FORMS = 'neither ssm:NAME nor secretsmanager:NAME_OR_ARN';

interface Stored {
  readonly action: string;
  readonly fetch: (fresh: boolean) => Promise<unknown>;
}

/** Nothing where the reference is neither form. */
export const storedAt = (reference: string, place: AwsPlace): Stored | undefined => {
  const [kind = '', ...rest] = reference.split(':');
  const name = rest.join(':');
  const found = Object.hasOwn(STORES, kind) ? STORES[kind] : undefined;
  if (!found || name === '') return undefined;
  const store = lazily(() => found.open(place));
  return { action: found.action, fetch: async (fresh) => (await store())(name, fresh) };
};

/** Powertools wraps what the SDK threw. */
export const causeOf = (error: unknown): unknown => (error instanceof Error && error.cause instanceof Error ? error.cause : error);

export interface SecretSettings {
  readonly place?: AwsPlace;
  /** What the reference stands in. */
  readonly variable: string;
}

/** `ssm:NAME` for Parameter Store, `secretsmanager:NAME_OR_ARN` for Secrets Manager. */
export const createReadSecret = (reference: string, { place = {}, variable }: SecretSettings): ReadSecret => {
  const stored = storedAt(reference, place);
  if (!stored) return async () => err({ kind: 'permanent', reason: `${variable} is ${FORMS}` });
  const { action, fetch } = stored;
  return async (fresh) => {
    try {
      const secret = await fetch(fresh);
      return typeof secret === 'string' ? ok(secret) : err({ kind: 'permanent', reason: `${action}: ${reference} holds no text` });
    } catch (error) {
      return err(deliveryFailure(action, causeOf(error)));
    }
  };
};
