/**
 * A header in a Java map as the log prints it: `{Date=Wed, 27 Feb 2019 …, Content-Length=4}`. Values hold commas, so a value ends where
 * the next `, Name=` begins. Names are compared without case.
 */
export const headerIn = (map: string, name: string): string | undefined =>
  readMap(map).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

const NEXT_HEAD = /, (?=[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}=)/;

/** Best effort: the form cannot be read back without loss. A space in front of a value (`{content-type= text/plain}`) is dropped. */
const readMap = (map: string): readonly (readonly [name: string, value: string])[] =>
  map
    .trim()
    .replace(/^\{/, '')
    .replace(/\}$/, '')
    .split(NEXT_HEAD)
    .flatMap((entry) => {
      const at = entry.indexOf('=');
      return at > 0 ? [[entry.slice(0, at).trim(), entry.slice(at + 1).trim()] as const] : [];
    });
