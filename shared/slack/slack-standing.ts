import * as z from 'zod/mini';
import type { ChannelStanding, Looked, SlackStanding } from '../diagnosis/doctor/doctor-ports.ts';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { parseSlackCredentials, type SlackCredentials } from './credentials.ts';
import { slackFailure } from './slack-failure.ts';

interface Problem {
  readonly kind: 'problem';
  readonly problem: string;
}

const problem = (text: string): Problem => ({ kind: 'problem', problem: text });

const answerSchema = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  team: z.optional(z.string()),
  channel: z.optional(
    z.object({ is_member: z.optional(z.boolean()), is_archived: z.optional(z.boolean()), is_private: z.optional(z.boolean()) }),
  ),
});

type Answer = z.infer<typeof answerSchema> & { readonly scopes: readonly string[] };

const TIMEOUT_MS = 5_000;

const readAnswer = async (response: Response): Promise<Result<Answer, Problem>> => {
  const answer = answerSchema.safeParse(parseJson(await response.text()));
  if (!answer.success) return err(problem(`Slack answered ${response.status} without JSON`));
  const scopes = (response.headers.get('x-oauth-scopes') ?? '').split(',').map((scope) => scope.trim());
  const { ok: isTaken, error = '' } = answer.data;
  const failure = isTaken ? undefined : slackFailure(response.status, error, response.headers.get('retry-after'));
  return failure && !('code' in failure) ? err(problem('Slack is busy or down; ask again')) : ok({ ...answer.data, scopes });
};

/** One method that reads. A redirect would carry the token to another host. */
const ask = async (apiUrl: string, method: string, botToken: string, form: URLSearchParams): Promise<Result<Answer, Problem>> => {
  try {
    return await readAnswer(
      await fetch(`${apiUrl}/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}` },
        body: form,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
    );
  } catch {
    // What fetch throws may repeat headers.
    return err(problem('Slack could not be reached'));
  }
};

const refusal = ({ error = '' }: Answer): Problem => {
  const failure = slackFailure(200, error, null);
  return problem(`Slack answers ${'code' in failure ? failure.code : 'nothing'}`);
};

const SLACK_API = 'https://slack.com/api';

/** What is to be asked of the credentials, when the secret can be read and has their form. */
const withCredentials = async <Standing>(
  secret: Looked<string>,
  look: (credentials: SlackCredentials) => Promise<Standing>,
): Looked<Standing | Problem> => {
  const read = await secret;
  if (!read.ok) return read;
  const credentials = parseSlackCredentials(read.value);
  return ok(credentials.ok ? await look(credentials.value) : problem(credentials.failure));
};

/**
 * Whether Slack accepts what is in the secret. `auth.test` tells who a token is, and in the header `x-oauth-scopes` what it may do:
 * https://docs.slack.dev/reference/methods/auth.test. Nothing is posted.
 */
export const slackStanding = (secret: Looked<string>, apiUrl = SLACK_API): Looked<SlackStanding> =>
  withCredentials<SlackStanding>(secret, async (credentials) => {
    if ('webhookUrl' in credentials) return { kind: 'webhook' };
    const answer = await ask(apiUrl, 'auth.test', credentials.botToken, new URLSearchParams());
    if (!answer.ok) return answer.failure;
    const { ok: isTaken, team = 'an unnamed team', scopes } = answer.value;
    return isTaken ? { kind: 'bot', team, scopes, channel: credentials.channel } : refusal(answer.value);
  });

/** https://docs.slack.dev/reference/methods/conversations.info: needs `channels:read`, and `groups:read` for private channels. */
export const slackChannelStanding = (secret: Looked<string>, channel: string, apiUrl = SLACK_API): Looked<ChannelStanding> =>
  withCredentials<ChannelStanding>(secret, async (credentials) => {
    if ('webhookUrl' in credentials) return problem('a webhook can ask about no channel');
    const answer = await ask(apiUrl, 'conversations.info', credentials.botToken, new URLSearchParams({ channel }));
    if (!answer.ok) return answer.failure;
    const { error, channel: found } = answer.value;
    if (error === 'missing_scope') return { kind: 'missing-scope' };
    if (error === 'channel_not_found') return { kind: 'not-found' };
    if (!found) return refusal(answer.value);
    const { is_member = false, is_archived = false, is_private = false } = found;
    return { kind: 'channel', isMember: is_member, isArchived: is_archived, isPrivate: is_private };
  });
