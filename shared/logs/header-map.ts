/**
 * Values that look like `, name=` inside a value: directives of Cache-Control, Forwarded, Alt-Svc and WWW-Authenticate. A Java map does not
 * escape anything, so only the names tell where a value ends.
 */
const DIRECTIVES: ReadonlySet<string> = new Set([
  'by',
  'error',
  'error_description',
  'for',
  'ma',
  'max-age',
  'nonce',
  'opaque',
  'proto',
  'qop',
  's-maxage',
  'scope',
  'stale-if-error',
  'stale-while-revalidate',
]);

const HEAD = /(?:^|, )([\w.$-]{1,128})=/g;

interface Entry {
  readonly name: string;
  readonly value: string;
}

const content = (map: string): string => {
  const trimmed = map.trim();
  const opened = trimmed.startsWith('{') ? trimmed.slice(1) : trimmed;
  return opened.endsWith('}') ? opened.slice(0, -1) : opened;
};

const entriesOf = (map: string): readonly Entry[] => {
  const text = content(map);
  const heads = [...text.matchAll(HEAD)].filter(({ 1: name = '' }, index) => index === 0 || !DIRECTIVES.has(name.toLowerCase()));
  return heads.map(({ 0: head, 1: name = '', index }, at) => ({
    name,
    value: text.slice(index + head.length, heads[at + 1]?.index).trim(),
  }));
};

/**
 * The value of a header in a Java map as the execution log prints it (`{Date=Wed, 27 Feb 2019 11:31:11 GMT, Content-Length=4}`), whatever
 * the case of its name. `undefined` also when AWS has cut the map before it.
 */
export const headerIn = (map: string, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  return entriesOf(map).find((entry) => entry.name.toLowerCase() === wanted)?.value;
};

/** All entries, best effort: a value that contains `, name=` is taken for two. The first of equal names counts. */
export const readMap = (map: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entriesOf(map)
      .toReversed()
      .map(({ name, value }) => [name, value] as const),
  );
