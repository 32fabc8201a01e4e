import type { EventOf } from '../model/trace.ts';

/** What `java.net.URI` allows beside letters, digits and everything that is not US-ASCII. `%` needs two hexadecimal digits. */
const ILLEGAL = /[^A-Za-z0-9_\-!.~'()*,;:$&+=?/[\]@\u0080-\uffff%#]|%(?![0-9A-Fa-f]{2})/;

/** Host and port as API Gateway can call them: not empty, no bare label of punctuation. */
const AUTHORITY =
  /^https?:\/\/(?:[^\s/?#@]*@)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?)(?::(\d{1,5}))?(?:[/?#]|$)/;

/**
 * Why a URL cannot be called, in AWS's words: no host to call (recorded for an empty one), or a character that Java's URI refuses
 * (recorded in the path; elsewhere inferred).
 */
export const uriProblem = (url: string): EventOf<'illegal-character'> | EventOf<'invalid-endpoint-address'> | undefined => {
  const afterScheme = url.indexOf('://') + 3;
  const authority = /[^/?#]*/.exec(url.slice(afterScheme))?.[0] ?? '';
  if (afterScheme < 3 || !AUTHORITY.test(url) || Number(/:(\d+)$/.exec(authority)?.[1] ?? 0) > 65_535)
    return { kind: 'invalid-endpoint-address' };
  const index = url.search(ILLEGAL);
  return index < 0 ? undefined : { kind: 'illegal-character', index, url };
};
