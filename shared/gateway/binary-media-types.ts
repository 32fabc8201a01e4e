/** Which header is held against the list: the request's Content-Type, or (for an answer) Accept or the backend's Content-Type. */
export type MediaTypeSide = 'request' | 'response';

const withoutParameters = (value: string): string => (value.split(';', 1)[0] ?? '').trim().toLowerCase();

/** BM-1: only the first comma-separated value counts, without its parameters. `''` when there is none. */
const firstMediaType = (headerValue: string | undefined): string => withoutParameters((headerValue ?? '').split(',', 1)[0] ?? '');

const matches = (mediaType: string, entry: string): boolean => {
  if (entry === '*/*') return true;
  if (entry.startsWith('*/')) return false;
  return entry === mediaType || (entry.endsWith('/*') && mediaType.startsWith(entry.slice(0, -1)));
};

/**
 * The entry of `binaryMediaTypes` that makes a body binary, if any does.
 *
 * BM-1 the first value without parameters; BM-2 equal, `type` + `/*`, or any; BM-3 a left wildcard never matches; BM-4 wildcards in the
 * header are literal; BM-5 a header without `/` matches nothing (recorded). BM-6 an absent Content-Type matches the any-entry (recorded)
 * and counts as application/json (inferred); BM-7 an absent Accept matches no concrete entry (recorded); BM-8 it matches the any-entry
 * (inferred). BM-9 letter case is ignored (open).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export const matchingBinaryMediaType = (
  headerValue: string | undefined,
  list: readonly string[],
  side: MediaTypeSide,
): string | undefined => {
  const mediaType = firstMediaType(headerValue);
  if (mediaType === '' && side === 'response') return list.find((entry) => entry.trim() === '*/*');
  const effective = mediaType === '' ? 'application/json' : mediaType;
  if (!effective.includes('/')) return undefined;
  return list.find((entry) => matches(effective, entry.trim().toLowerCase()));
};

export const matchesBinaryMediaTypes = (headerValue: string | undefined, list: readonly string[], side: MediaTypeSide): boolean =>
  matchingBinaryMediaType(headerValue, list, side) !== undefined;
