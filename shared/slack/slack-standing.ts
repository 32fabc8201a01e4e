import * as z from 'zod/mini';
import type { SlackStanding } from '../diagnosis/doctor/doctor-ports.ts';
import type { ReadSecret } from '../diagnosis/read-secret.ts';
import { parseJson } from '../lib/json.ts';
import { parseSlackCredentials } from './credentials.ts';
import { slackFailure } from './slack-failure.ts';

const answerSchema = z.object({ ok: z.boolean(), error: z.optional(z.string()), team: z.optional(z.string()) });

const problem = (text: string): SlackStanding => ({ kind: 'problem', problem: text });

/** `auth.test` tells who a token is, and in the header `x-oauth-scopes` what it may do: https://docs.slack.dev/reference/methods/auth.test */
const tryToken = async (botToken: string, apiUrl: string): Promise<SlackStanding> => {
  const response = await fetch(`${apiUrl}/auth.test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(5_000),
  });
  const answer = answerSchema.safeParse(parseJson(await response.text()));
  if (!answer.success) return problem(`Slack answered ${response.status} without JSON`);
  if (answer.data.ok) {
    const scopes = (response.headers.get('x-oauth-scopes') ?? '').split(',').map((scope) => scope.trim());
    return { kind: 'bot', team: answer.data.team ?? 'an unnamed team', scopes };
  }
  const failure = slackFailure(response.status, answer.data.error ?? '', response.headers.get('retry-after'));
  return problem('code' in failure ? `Slack answers ${failure.code}` : 'Slack is busy or down; ask again');
};

/** Whether the secret can be read and Slack accepts what is in it. Nothing is posted. */
export const slackStanding = async (readSecret: ReadSecret, apiUrl = 'https://slack.com/api'): Promise<SlackStanding> => {
  const secret = await readSecret(true);
  if (!secret.ok) return problem(`the secret cannot be read: ${secret.failure.reason}`);
  const credentials = parseSlackCredentials(secret.value);
  if (!credentials.ok) return problem(credentials.failure);
  if ('webhookUrl' in credentials.value) return { kind: 'webhook' };
  try {
    return await tryToken(credentials.value.botToken, apiUrl);
  } catch {
    // What fetch throws may repeat headers.
    return problem('Slack could not be reached');
  }
};
