import type { GatewayRequest } from '../../gateway/exchange.ts';
import { type Fields, withDefaults } from '../../gateway/fields.ts';

const URL_START = /^https?:\/\/([^/?#]*)([^#]*)/i;
const EXECUTE_API = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com/i;

interface RequestTarget extends Pick<GatewayRequest, 'path' | 'query'> {
  /** Of a whole URL that is not on an execute-api host: a custom domain. */
  readonly host?: string;
}

/**
 * Path and query of a target as people note it: behind the stage, or a whole URL. On an execute-api host the first segment is the stage;
 * on any other host the path is taken as it stands, base path and all.
 */
export const requestTarget = (noted: string): RequestTarget => {
  const url = URL_START.exec(noted);
  const [bare = ''] = (url?.[2] ?? noted).split('#', 1);
  const cut = bare.indexOf('?');
  const whole = cut < 0 ? bare : bare.slice(0, cut);
  const host = url?.[1];
  const onStage = host !== undefined && EXECUTE_API.test(host);
  const path = onStage ? whole.replace(/^\/[^/]+/, '') : whole;
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    query: cut < 0 ? [] : [...new URLSearchParams(bare.slice(cut + 1))],
    ...(host !== undefined && host !== '' && !onStage && { host }),
  };
};

/** What every client sends with a whole URL. */
export const withHost = (headers: Fields, { host }: RequestTarget): Fields =>
  host === undefined ? headers : withDefaults(headers, [['Host', host]]);
