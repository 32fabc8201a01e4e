import * as z from 'zod/mini';
import { isRecord, parseJson } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { SLACK_ACTIONS } from '../../reports/slack-buttons.ts';

/** Slack's own: capital letters and digits. They stand in markup. */
const slackId = z.string().check(z.regex(/^[A-Z\d]{1,40}$/));
/** What one signed request of Slack, and the answer to it, is called. */
const shortId = z.string().check(z.regex(/^[a-z\d]{16}$/i));

const common = {
  version: z.literal(1),
  id: shortId,
  team: slackId,
  channel: slackId,
  user: slackId,
  /** A credential: whoever has it can write into the channel. Never logged. */
  responseUrl: z.url().check(z.maxLength(500)),
  received: z.iso.datetime(),
};

const Command = z.strictObject({ ...common, kind: z.literal('slack-command'), text: z.string().check(z.maxLength(8_000)) });

const Press = z.strictObject({
  ...common,
  kind: z.literal('slack-press'),
  action: z.enum(SLACK_ACTIONS),
  /** Of the user; for people. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  /** The answer or the incident that the button stands below. */
  about: shortId,
  /** What was chosen, where there is a choice: a tool, a time. */
  choice: z.optional(z.string().check(z.regex(/^[\w-]{1,40}$/))),
  /** The message, or the first one of its thread. */
  thread: z.string().check(z.regex(/^\d{1,12}\.\d{1,8}$/)),
});

const Question = z.discriminatedUnion('kind', [Command, Press]);

/** What travels on the queue from Slack to the worker. */
export type SlackQuestion = z.infer<typeof Question>;
export type SlackCommand = z.infer<typeof Command>;
export type SlackPress = z.infer<typeof Press>;

/** The failure names the members that are wrong, never their values. */
export const checkSlackQuestion = (value: unknown): Result<SlackQuestion, string> => {
  const question = Question.safeParse(value);
  if (question.success) return ok(question.data);
  const paths = question.error.issues.map(({ path }) => path.join('.') || 'the whole message');
  return err(`The message is no question from Slack; wrong or missing: ${[...new Set(paths)].slice(0, 10).join(', ')}.`);
};

/** A message of the queue; `undefined` when it does not even say that it comes from Slack. */
export const parseSlackQuestion = (body: string): Result<SlackQuestion, string> | undefined => {
  const message = parseJson(body);
  const isOurs = isRecord(message) && typeof message.kind === 'string' && message.kind.startsWith('slack-');
  return isOurs ? checkSlackQuestion(message) : undefined;
};
