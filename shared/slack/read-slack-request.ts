import * as z from 'zod/mini';
import { checkSlackQuestion, type SlackQuestion } from '../diagnosis/ask/slack-question.ts';
import { parseJson } from '../lib/json.ts';

const Payload = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), username: z.optional(z.string()) }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.optional(z.string()) }),
  response_url: z.string(),
  actions: z.tuple([
    z.object({ action_id: z.string(), value: z.optional(z.string()), selected_option: z.optional(z.object({ value: z.string() })) }),
  ]),
});

type Stamp = Pick<SlackQuestion, 'id' | 'received'>;

const checked = (value: unknown): SlackQuestion | undefined => {
  const question = checkSlackQuestion(value);
  return question.ok ? question.value : undefined;
};

const readPress = (payload: string, stamp: Stamp): SlackQuestion | undefined => {
  const press = Payload.safeParse(parseJson(payload));
  if (!press.success) return undefined;
  const { team, user, channel, message, response_url, actions } = press.data;
  const [{ action_id, value, selected_option }] = actions;
  const [about, choice] = (selected_option?.value ?? value ?? '').split(' ');
  return checked({
    version: 1,
    kind: 'slack-press',
    ...stamp,
    team: team.id,
    channel: channel.id,
    user: user.id,
    ...(user.username && { name: user.username }),
    responseUrl: response_url,
    action: action_id,
    about,
    ...(choice !== undefined && { choice }),
    thread: message.thread_ts ?? message.ts,
  });
};

const readCommand = (form: URLSearchParams, stamp: Stamp): SlackQuestion | undefined =>
  checked({
    version: 1,
    kind: 'slack-command',
    ...stamp,
    team: form.get('team_id'),
    channel: form.get('channel_id'),
    user: form.get('user_id'),
    text: form.get('text') ?? '',
    responseUrl: form.get('response_url'),
  });

/** `probe`: Slack looks whether anybody is there. `undefined`: neither a command nor one of our buttons. */
export const readSlackRequest = (body: string, stamp: Stamp): SlackQuestion | 'probe' | undefined => {
  const form = new URLSearchParams(body);
  if (form.get('ssl_check') === '1') return 'probe';
  const payload = form.get('payload');
  return payload === null ? readCommand(form, stamp) : readPress(payload, stamp);
};
