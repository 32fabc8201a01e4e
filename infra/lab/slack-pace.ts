interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * About one message a second and channel, of which short bursts pass (how short is not published: three is inferred); chat.update is of tier 3,
 * fifty a minute and workspace, and its burst is inferred too. https://docs.slack.dev/apis/web-api/rate-limits
 */
const RATES: Readonly<Record<string, Rate>> = {
  'chat.postMessage': { burst: 3, perSecond: 1 },
  'chat.update': { burst: 10, perSecond: 50 / 60 },
};

/** 0: Slack takes it. Otherwise the seconds for `Retry-After`. */
export type SlackPace = (method: string, channel: string) => number;

export const slackPace = (now: () => number = Date.now): SlackPace => {
  const full = new Map<string, number>();
  return (method, channel) => {
    const rate = RATES[method];
    if (!rate) return 0;
    const [each, key] = [1_000 / rate.perSecond, method === 'chat.update' ? method : channel];
    const next = Math.max(full.get(key) ?? 0, now()) + each;
    const over = next - now() - rate.burst * each;
    if (over > 0) return Math.ceil(over / 1_000);
    full.set(key, next);
    return 0;
  };
};
