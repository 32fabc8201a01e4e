import * as z from 'zod/mini';
import { parseJson } from '../lib/json.ts';
import { err, ok, type Result } from '../lib/result.ts';

/** A bot token reaches any channel the bot is in and can answer in threads; an incoming webhook reaches its one channel. */
export type SlackCredentials = { readonly webhookUrl: string } | { readonly botToken: string; readonly channel: string };

const webhook = z.strictObject({ webhookUrl: z.url({ protocol: /^https?$/ }) });
const bot = z.strictObject({ botToken: z.string().check(z.startsWith('xox')), channel: z.string().check(z.minLength(1)) });
const credentials = z.union([webhook, bot]);

const FORM = 'Expected {"webhookUrl": "https://…"} or {"botToken": "xoxb-…", "channel": "C…"}.';

/** Only names and our own words: the secret itself must not reach a log by way of an error. */
const complaint = (value: unknown): string => {
  if (value === undefined) return `The Slack secret is not JSON. ${FORM}`;
  const members = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const known = members.filter((name) => ['webhookUrl', 'botToken', 'channel'].includes(name));
  return `The Slack secret does not have the expected form (known members in it: ${known.join(', ') || 'none'}). ${FORM}`;
};

/** The secret's text as Secrets Manager or Parameter Store holds it. The failure is a sentence that never repeats it. */
export const parseSlackCredentials = (secret: string): Result<SlackCredentials, string> => {
  const value = parseJson(secret);
  const parsed = credentials.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(complaint(value));
};
