import type { Block, Expression, Node, Position, Reference } from './ast.ts';
import { type Argument, closing, REST_OF_LINE, takeArguments } from './directive-arguments.ts';
import { parseExpression, parseReference, skipSpace } from './parse-expression.ts';
import { Source } from './source.ts';

/** What ends the block that is being read. */
type Closer = 'else' | 'elseif' | 'end';

const DIRECTIVE =
  /#(?:(set|if|elseif|else|end|foreach|define|macro|break|stop|literal)(?![A-Za-z0-9_@])|\{(set|if|elseif|else|end|foreach|define|macro|break|stop|literal)\})/y;
const UNKNOWN = /#(?:[A-Za-z_@][A-Za-z0-9_@]*|\{[A-Za-z_][A-Za-z0-9_@]*\})/y;
/** Blanks between a directive or a reference and `#set` belong to it; blanks behind text belong to the text. */
const BLANKS_AND_SET = /[ \t]*#(?:set|\{set\}) *\(/y;
const TEXT = /[^\\#$]+/y;

/** API Gateway's own limit. */
const LENGTH_AT_MOST = 307_200;

class BlockReader {
  readonly source: Source;
  readonly nodes: Node[] = [];
  #text = '';

  constructor(source: Source) {
    this.source = source;
  }

  text(text: string): void {
    this.#text += text;
  }

  node(node: Node): void {
    this.flush();
    this.nodes.push(node);
  }

  flush(): void {
    if (this.#text !== '') this.nodes.push({ kind: 'text', text: this.#text });
    this.#text = '';
  }
}

const isReference = (argument: Argument | undefined): argument is Reference => argument?.kind === 'reference';

const set = (source: Source): Node => {
  skipSpace(source);
  const start = source.at;
  const target = parseReference(source);
  if (!target) return source.fail('#set needs a reference on its left side', start);
  skipSpace(source);
  source.expect('=');
  const value = parseExpression(source);
  closing(source);
  return { kind: 'set', target, value };
};

const condition = (source: Source): Expression => {
  skipSpace(source);
  source.expect('(');
  const expression = parseExpression(source);
  closing(source);
  return expression;
};

const conditional = (source: Source): Node => {
  const branches: { condition: Expression; body: Block }[] = [];
  let test = condition(source);
  for (;;) {
    const { block, closer } = readBlock(source, ['else', 'elseif', 'end']);
    branches.push({ condition: test, body: block });
    if (closer === 'end') return { kind: 'if', branches };
    if (closer === 'else') return { kind: 'if', branches, otherwise: readBlock(source, ['end']).block };
    test = condition(source);
  }
};

/** The third argument is what the loop runs over, whatever word the second is; fewer or more of them run over nothing. */
const loop = (source: Source, args: readonly Argument[], at: Position): Node => {
  const [variable, , list] = args;
  if (!isReference(variable) || args.length < 2 || args.some(({ kind }, index) => kind === 'word' && index !== 1))
    return source.fail('expected "$variable in list"');
  const { block } = readBlock(source, ['end']);
  return {
    kind: 'foreach',
    variable: variable.name,
    list: args.length === 3 && list && list.kind !== 'word' ? list : { kind: 'list', items: [] },
    body: block,
    at,
  };
};

const define = (source: Source, args: readonly Argument[]): Node => {
  const [variable] = args;
  if (!isReference(variable) || args.length > 1) return source.fail('expected one variable');
  return { kind: 'define', variable, body: readBlock(source, ['end']).block };
};

/** API Gateway has inline macros off: the body vanishes, and a call prints as it stands. */
const macro = (source: Source, args: readonly Argument[] | undefined): void => {
  if (args?.[0]?.kind !== 'word' || args.some(({ kind }, index) => kind !== 'reference' && index > 0))
    source.fail('#macro needs a name and variables');
  readBlock(source, ['end']);
};

/** What is no directive prints as it stands, a call with its arguments and `#@name()` with its body. */
const unknown = (source: Source): string => {
  const start = source.at;
  const name = source.take(UNKNOWN);
  if (name === undefined) {
    if (!source.isString && source.at === source.text.length - 1) source.fail('the template ends in a lone "#"');
    return source.next();
  }
  if (takeArguments(source, 'text') && name.startsWith('#@')) readBlock(source, ['end']);
  return source.text.slice(start, source.at);
};

/** `#literal()` prints its body as it stands. */
const literal = (source: Source): string => {
  const start = source.at;
  readBlock(source, ['end']);
  return source.text.slice(start, source.at).replace(/#(?:end|\{end\})[ \t]*(?:\r\n|\n|\r)?$/, '');
};

/** Backslashes in front of something that would be evaluated: each pair is one, an odd one keeps what follows as text. */
const escaped = (reader: BlockReader): boolean => {
  const { source } = reader;
  const start = source.at;
  const slashes = source.take(/\\+/y)?.length ?? 0;
  const from = source.at;
  const isEvaluated = (source.peek() === '$' && parseReference(source) !== undefined) || source.take(DIRECTIVE) !== undefined;
  const taken = source.text.slice(from, source.at);
  source.at = from;
  if (!isEvaluated) {
    reader.text(source.text.slice(start, from));
    return true;
  }
  reader.text('\\'.repeat(Math.floor(slashes / 2)));
  if (slashes % 2 === 0) return false;
  reader.text(taken);
  source.at = from + taken.length;
  return true;
};

/** What is read over, and what a `#[[…]]#` keeps. */
const commentOrLiteral = (source: Source): string | undefined => {
  if (source.take(/##[^\r\n]*(?:\r\n|\n|\r)?/y) !== undefined) return '';
  const [closer, isText] = source.startsWith('#*') ? ['*#', false] : source.startsWith('#[[') ? [']]#', true] : [];
  if (closer === undefined) return undefined;
  const start = source.at;
  const end = source.text.indexOf(closer, start + 2);
  if (end < 0 && isText) source.fail('a "#[[" that is not closed', start);
  source.at = end < 0 ? source.text.length : end + closer.length;
  return isText ? source.text.slice(start + 3, end) : '';
};

const hash = (reader: BlockReader, until: readonly Closer[]): Closer | undefined => {
  const { source } = reader;
  const kept = commentOrLiteral(source);
  if (kept !== undefined) {
    reader.text(kept);
    return undefined;
  }
  const start = source.at;
  if (source.take(BLANKS_AND_SET) !== undefined) {
    reader.node(set(source));
    return undefined;
  }
  const name = source.take(DIRECTIVE)?.replace(/[#{}]/g, '');
  switch (name) {
    case undefined:
    case 'set':
      source.at = start;
      reader.text(unknown(source));
      return undefined;
    case 'else':
    case 'elseif':
    case 'end':
      if (!until.includes(name)) return source.fail(`#${name} without an open directive`, start);
      if (name !== 'elseif') source.take(REST_OF_LINE);
      return name;
    case 'if':
      reader.node(conditional(source));
      return undefined;
    case 'stop':
      reader.node({ kind: 'stop' });
      return undefined;
    default:
      withArguments(reader, name, start);
      return undefined;
  }
};

const breaking = (source: Source, args: readonly Argument[] = [], start: number): Node =>
  args.length > 0 ? source.fail('#break takes no arguments', start) : { kind: 'break' };

const withArguments = (reader: BlockReader, name: string, start: number): void => {
  const { source } = reader;
  const at = source.position(start);
  const args = takeArguments(source, 'a directive');
  if (name === 'macro') macro(source, args);
  else if (name === 'break') reader.node(breaking(source, args, start));
  else if (!args) reader.text(source.text.slice(start, source.at));
  else if (name === 'literal') reader.text(literal(source));
  else reader.node(name === 'foreach' ? loop(source, args, at) : define(source, args));
};

/** `$` and `$!` without a name; the bang vanishes. */
const dollar = (source: Source): string => {
  const start = source.at;
  source.take(/\$(?:!(?!\{))?/y);
  if (source.done && !source.isString) source.fail('the template ends in a lone "$"', start);
  return '$';
};

const readBlock = (source: Source, until: readonly Closer[]): { readonly block: Block; readonly closer?: Closer } =>
  source.nested(() => {
    const reader = new BlockReader(source);
    while (!source.done) {
      const char = source.peek();
      if (char === '\\' && escaped(reader)) continue;
      if (source.peek() === '$') {
        const reference = parseReference(source);
        if (reference) reader.node({ kind: 'print', reference });
        else reader.text(dollar(source));
      } else if (source.peek() === '#' || source.matches(BLANKS_AND_SET)) {
        const closer = hash(reader, until);
        if (closer) {
          reader.flush();
          return { block: reader.nodes, closer };
        }
      } else reader.text(source.take(TEXT) ?? '');
    }
    if (until.length > 0) source.fail('the template ends before #end');
    reader.flush();
    return { block: reader.nodes };
  });

/** The inside of a double-quoted string, which is a template of its own. */
export const parseInterpolated = (text: string, at: Position): Block => readBlock(new Source(text, at), []).block;

export const parseTemplate = (text: string): Block => {
  const source = new Source(text);
  if (text.length > LENGTH_AT_MOST) source.fail('API Gateway takes templates of at most 300 KB');
  return readBlock(source, []).block;
};
