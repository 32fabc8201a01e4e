import { randomUUID } from 'node:crypto';

const MOST_USES = 5;
const LIFE_MILLIS = 30 * 60_000;

interface ResponseUrl {
  readonly channel: string;
  readonly made: number;
  uses: number;
}

export interface ResponseUrls {
  /** A new one, as Slack sends it along with a command or a button; `ageMinutes`: made as long ago. */
  readonly make: (channel: string, ageMinutes?: number) => string;
  /** The channel that this use may write into, or what Slack says instead (the words are inferred). */
  readonly use: (path: string) => { readonly channel: string } | { readonly refusal: 'used_url' | 'expired_url' | 'no_url' };
}

const PREFIX = '/actions/';

export const isResponsePath = (path: string): boolean => path.startsWith(PREFIX);

/** Five uses within 30 minutes: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const responseUrls = (): ResponseUrls => {
  const urls = new Map<string, ResponseUrl>();
  return {
    make(channel, ageMinutes = 0) {
      const path = `${PREFIX}${randomUUID()}`;
      urls.set(path, { channel, made: Date.now() - ageMinutes * 60_000, uses: 0 });
      return path;
    },
    use(path) {
      const url = urls.get(path);
      if (!url) return { refusal: 'no_url' };
      if (Date.now() - url.made > LIFE_MILLIS) return { refusal: 'expired_url' };
      if (url.uses >= MOST_USES) return { refusal: 'used_url' };
      url.uses += 1;
      return { channel: url.channel };
    },
  };
};
