import type { Result } from '../../lib/result.ts';
import { escapeMrkdwn } from '../../reports/mrkdwn.ts';
import { type SlackMessage, section } from '../../reports/slack-message.ts';
import type { DeliveryFailure } from '../channels.ts';

/** What Slack's address for answers takes. */
export interface SlackReply {
  readonly message: SlackMessage;
  /** `ephemeral`: who asked sees it, and nobody else. */
  readonly audience: 'ephemeral' | 'in_channel';
  /** Of the message that it answers. */
  readonly thread?: string;
}

export type Respond = (responseUrl: string, reply: SlackReply) => Promise<Result<void, DeliveryFailure>>;

const LONGEST = 2_900;

/** `text` has our own markup and nothing of a stranger's. */
const note = (text: string): SlackMessage => ({ text, blocks: [section(text)] });

/** For who asked, alone: `markup` is ours. */
export const privateNote = (markup: string): SlackReply => ({ message: note(markup), audience: 'ephemeral' });

/** A sentence that may hold words of strangers; a command in backticks stays one. */
export const privateText = (text: string): SlackReply => privateNote(escapeMrkdwn(text, LONGEST));

/** In the thread of the message that was pressed. */
export const inThread =
  (thread: string) =>
  (message: SlackMessage): SlackReply => ({ message, audience: 'in_channel', thread });

export const noteInThread = (thread: string, text: string): SlackReply => inThread(thread)(note(text));
