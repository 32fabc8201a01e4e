import type { GatewayRequest } from '../../gateway/exchange.ts';

const URL_START = /^https?:\/\/([^/?#]*)([^#]*)/i;
const EXECUTE_API = /\.execute-api\.[a-z0-9-]+\.amazonaws\.com/i;

/**
 * Path and query of a target as people note it: behind the stage, or a whole URL. On an execute-api host the first segment is the stage;
 * on any other host the path is taken as it stands, because nobody says which base path the domain maps.
 */
export const requestTarget = (noted: string): Pick<GatewayRequest, 'path' | 'query'> => {
  const url = URL_START.exec(noted);
  const [bare = ''] = (url?.[2] ?? noted).split('#', 1);
  const cut = bare.indexOf('?');
  const whole = cut < 0 ? bare : bare.slice(0, cut);
  const path = url && EXECUTE_API.test(url[1] ?? '') ? whole.replace(/^\/[^/]+/, '') : whole;
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    query: cut < 0 ? [] : [...new URLSearchParams(bare.slice(cut + 1))],
  };
};
