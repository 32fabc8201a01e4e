import type { Respond, SlackReply } from '../diagnosis/ask/slack-reply.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { isResponseUrl } from './response-url.ts';
import { type SendOptions, sendSlack } from './send-slack.ts';
import { type SlackFailure, slackFailure } from './slack-failure.ts';

export interface RespondOptions extends SendOptions {
  /** Another host than Slack's, for tests and the lab. */
  readonly origin?: string;
}

/** `thread_ts` as @slack/bolt's own `respond` sends it. */
const bodyOf = ({ message, audience, thread }: SlackReply): object => ({
  response_type: audience,
  replace_original: false,
  ...(thread !== undefined && { thread_ts: thread }),
  text: message.text,
  ...(message.blocks.length > 0 && { blocks: message.blocks }),
  unfurl_links: false,
  unfurl_media: false,
});

/** Answers by the address that came with a command or a button. Blocks that Slack refuses are told as plain text. */
export const createRespond = ({ origin, ...options }: RespondOptions): Respond => {
  const post = async (url: string, reply: SlackReply): Promise<Result<void, SlackFailure>> => {
    const answer = await sendSlack(url, {}, bodyOf(reply), options);
    if (!answer.ok) return answer;
    const { status, text, retryAfter } = answer.value;
    return status >= 200 && status < 300 ? ok(undefined) : err(slackFailure(status, text, retryAfter));
  };
  return async (url, reply) => {
    if (!isResponseUrl(url, origin)) return err({ kind: 'permanent', reason: 'The address for the answer is not one of Slack’s' });
    const posted = await post(url, reply);
    const isRefused = !posted.ok && posted.failure.kind === 'rejected-blocks' && reply.message.blocks.length > 0;
    const told = isRefused ? await post(url, { ...reply, message: { text: reply.message.text, blocks: [] } }) : posted;
    return told.ok ? told : err(deliveryFailure(told.failure));
  };
};
