import { slackPace } from '../../../infra/lab/slack-pace.ts';
import { parseJson } from '../../../shared/lib/json.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Slack's Web API behind a `fetch`, with its rate limits: it counts what it took. */
export interface VirtualSlack {
  readonly fetch: typeof fetch;
  /** Messages in the channel itself, replies in threads, edits. */
  readonly taken: () => { readonly posts: number; readonly replies: number; readonly updates: number };
  readonly refused: () => number;
}

export const virtualSlack = (channels: readonly string[], time: VirtualTime): VirtualSlack => {
  const pace = slackPace(time.now);
  const taken = { posts: 0, replies: 0, updates: 0 };
  let [refused, count] = [0, 0];

  const answer = (body: object, status = 200, headers: Record<string, string> = {}): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

  return {
    taken: () => ({ ...taken }),
    refused: () => refused,
    fetch: async (url, init) => {
      const method = String(url instanceof Request ? url.url : url)
        .split('/')
        .at(-1);
      const {
        channel = '',
        thread_ts,
        ts = '',
      } = parseJson(typeof init?.body === 'string' ? init.body : '{}') as Record<string, string | undefined>;
      await time.sleep(80 + time.random() * 100);
      if (!method) return answer({ ok: false, error: 'unknown_method' });
      if (!channels.includes(channel)) return answer({ ok: false, error: 'channel_not_found' });
      const seconds = pace(method, channel);
      if (seconds > 0) {
        refused += 1;
        return answer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) });
      }
      taken[method === 'chat.update' ? 'updates' : thread_ts === undefined ? 'posts' : 'replies'] += 1;
      count += 1;
      return answer({ ok: true, channel, ts: ts || `1700000000.${String(count).padStart(6, '0')}` });
    },
  };
};
