import { RE2JS } from 're2js';
import { javaToRe2 } from './java-to-re2.ts';

/** `String.replaceAll` of Java: every match, with `$1` and `\` in the replacement read as Java reads them. `undefined`: it throws there. */
export const replaceAllJava = (text: string, pattern: string, replacement: string): string | undefined => {
  const translated = javaToRe2(pattern);
  if (!translated.ok) return undefined;
  try {
    return RE2JS.compile(translated.value).matcher(text).replaceAll(replacement);
  } catch {
    return undefined;
  }
};
