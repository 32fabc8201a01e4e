import { RE2JS } from 're2js';

export interface Token {
  readonly kind: 'text' | 'regex' | 'number' | 'name' | 'mark';
  readonly value: string;
}

/** A name may start with `@` and hold dots (`@timestamp`, `user.id`); back quotes allow any character. */
const TOKEN =
  /\s*(?:(?<comment>#[^\n]*)|"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|\/(?<regex>(?:[^/\\]|\\.)+)\/(?<flags>i?)|(?<number>-?\d+(?:\.\d+)?)(?![\w.])|`(?<quoted>[^`]+)`|(?<name>[@\w][\w.@]*)|(?<mark>!=|<=|>=|=~|[=<>()[\],|*]))/y;

const unquote = (text: string) => text.replaceAll(/\\(["'\\])/g, '$1');

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): Token => {
  const text = groups.double ?? groups.single;
  if (text !== undefined) return { kind: 'text', value: unquote(text) };
  if (groups.regex !== undefined)
    return { kind: 'regex', value: (groups.flags ? '(?i)' : '') + groups.regex.replaceAll(String.raw`\/`, '/') };
  if (groups.number !== undefined) return { kind: 'number', value: groups.number };
  const name = groups.quoted ?? groups.name;
  return name === undefined ? { kind: 'mark', value: groups.mark ?? '' } : { kind: 'name', value: name };
};

/** `undefined`: something in the text belongs to no token. */
export const tokenize = (query: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  const text = query.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) return undefined;
    if (groups.comment === undefined) tokens.push(tokenOf(groups));
  }
  return tokens;
};

/** Reads tokens one after the other; a parser asks and moves on. */
export interface Cursor {
  readonly peek: () => Token | undefined;
  /** The next token if it is of this kind. */
  readonly next: (kind: Token['kind']) => string | undefined;
  /** Moves past a mark or a keyword (keywords in any case), or stays. */
  readonly skip: (word: string) => boolean;
  readonly done: () => boolean;
}

export const cursorOf = (tokens: readonly Token[]): Cursor => {
  let at = 0;
  return {
    peek: () => tokens[at],
    next: (kind) => {
      const token = tokens[at];
      if (token?.kind !== kind) return undefined;
      at += 1;
      return token.value;
    },
    skip: (word) => {
      const token = tokens[at];
      if (!token || !(token.kind === 'mark' || token.kind === 'name') || token.value.toLowerCase() !== word) return false;
      at += 1;
      return true;
    },
    done: () => at === tokens.length,
  };
};

/** In linear time whatever the expression; `undefined` when it is not one. */
export const compileRegex = (pattern: string): RE2JS | undefined => {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
};
