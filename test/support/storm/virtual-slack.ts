import { parseJson } from '../../../shared/lib/json.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Slack's Web API behind a `fetch`, with its rate limits: it counts what it took. */
export interface VirtualSlack {
  readonly fetch: typeof fetch;
  /** Messages in the channel itself, replies in threads, edits. */
  readonly taken: () => { readonly posts: number; readonly replies: number; readonly updates: number };
  readonly refused: () => number;
}

interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** About one message a second and channel, short bursts pass; chat.update is of tier 3, fifty a minute. https://docs.slack.dev/apis/web-api/rate-limits */
const RATES: Readonly<Record<string, Rate>> = {
  'chat.postMessage': { burst: 3, perSecond: 1 },
  'chat.update': { burst: 10, perSecond: 50 / 60 },
};

/** Seconds to wait, or 0. */
const meter = ({ burst, perSecond }: Rate): ((now: number) => number) => {
  const each = 1_000 / perSecond;
  let full = 0;
  return (now) => {
    const over = Math.max(full, now) + each - now - burst * each;
    if (over > 0) return Math.ceil(over / 1_000);
    full = Math.max(full, now) + each;
    return 0;
  };
};

export const virtualSlack = (channels: readonly string[], time: VirtualTime): VirtualSlack => {
  const meters = new Map<string, ReturnType<typeof meter>>();
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
      const rate = RATES[method ?? ''];
      const {
        channel = '',
        thread_ts,
        ts = '',
      } = parseJson(typeof init?.body === 'string' ? init.body : '{}') as Record<string, string | undefined>;
      await time.sleep(80 + time.random() * 100);
      if (!method || !rate) return answer({ ok: false, error: 'unknown_method' });
      if (!channels.includes(channel)) return answer({ ok: false, error: 'channel_not_found' });
      const key = method === 'chat.update' ? method : channel;
      const own = meters.get(key) ?? meter(rate);
      meters.set(key, own);
      const seconds = own(time.now());
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
