import type { SendSlack } from '../diagnosis/channels.ts';
import type { ReadSecret } from '../diagnosis/read-secret.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { parseSlackCredentials, type SlackCredentials } from './credentials.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { type Posted, type PostOptions, postToSlack } from './post-to-slack.ts';
import type { SlackFailure } from './slack-failure.ts';

const isRefusal = (posted: Result<Posted, SlackFailure>): boolean => !posted.ok && posted.failure.kind === 'configuration';

interface ChannelOptions extends PostOptions {
  /** Another than the secret's. */
  readonly channel?: string;
}

const aimedAt = (credentials: SlackCredentials, channel: string | undefined): Result<SlackCredentials, string> => {
  if (channel === undefined) return ok(credentials);
  return 'webhookUrl' in credentials
    ? err(`A route names the channel ${channel}, and a webhook posts to its one channel: put a bot token into the Slack secret.`)
    : ok({ ...credentials, channel });
};

/** Posts with the secret as it is kept; when Slack refuses that and the secret has been changed meanwhile, once more with the new one. */
export const createSlackChannel =
  (readSecret: ReadSecret, { channel: routed, ...options }: ChannelOptions): SendSlack =>
  async (message) => {
    const post = async (secret: string): Promise<Result<Posted, SlackFailure> | string> => {
      const parsed = parseSlackCredentials(secret);
      const credentials = parsed.ok ? aimedAt(parsed.value, routed) : parsed;
      return credentials.ok ? postToSlack(credentials.value, message, options) : credentials.failure;
    };
    const kept = await readSecret(false);
    if (!kept.ok) return kept;
    const first = await post(kept.value);
    const fresh = typeof first === 'string' || isRefusal(first) ? await readSecret(true) : kept;
    const posted = fresh.ok && fresh.value !== kept.value ? await post(fresh.value) : first;
    if (typeof posted === 'string') return err({ kind: 'permanent', reason: posted });
    if (!posted.ok) return err(deliveryFailure(posted.failure));
    const { channel, ts } = posted.value;
    return ok(channel !== undefined && ts !== undefined ? { channel, ts } : undefined);
  };
