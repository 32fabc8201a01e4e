import type { Block, Node, Position } from './ast.ts';
import { parseExpression, parseReference, skipSpace } from './parse-expression.ts';
import { Source } from './source.ts';

/** What ends the block that is being read. */
type Closer = 'else' | 'elseif' | 'end';

const DIRECTIVE =
  /#(?:\{(?:set|if|elseif|else|end|foreach|define|macro|break|stop)\}|(?:set|if|elseif|else|end|foreach|define|macro|break|stop)(?![A-Za-z0-9_]))/y;
const UNKNOWN_CALL = /#@?[A-Za-z_][A-Za-z0-9_-]*[ \t]*\(/y;
/** Velocity 1.x: the blanks and the line break behind a directive belong to it. */
const REST_OF_LINE = /[ \t]*(?:\r\n|\n|\r)/y;

const directiveAt = (source: Source): string | undefined => source.take(DIRECTIVE)?.replace(/[#{}]/g, '');

const closing = (source: Source): void => {
  skipSpace(source);
  source.expect(')');
  source.take(REST_OF_LINE);
};

const opening = (source: Source): void => {
  source.take(/[ \t]*/y);
  source.expect('(');
  skipSpace(source);
};

const variable = (source: Source): string => {
  const start = source.at;
  const reference = parseReference(source);
  if (!reference || reference.path.length > 0) return source.fail('expected a variable', start);
  return reference.name;
};

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

  /** `#set` also takes the blanks in front of it. */
  dropTrailingBlanks(): void {
    this.#text = this.#text.replace(/[ \t]+$/, '');
  }
}

const set = (source: Source): Node => {
  const at = source.position();
  opening(source);
  const start = source.at;
  const target = source.peek() === '$' ? parseReference(source) : undefined;
  if (!target) return source.fail('#set needs a reference on its left side', start);
  skipSpace(source);
  source.expect('=');
  const value = parseExpression(source);
  closing(source);
  return { kind: 'set', target, value, at };
};

const condition = (source: Source) => {
  opening(source);
  const expression = parseExpression(source);
  closing(source);
  return expression;
};

const conditional = (source: Source): Node => {
  const branches: { condition: ReturnType<typeof condition>; body: Block }[] = [];
  let test = condition(source);
  for (;;) {
    const { block, closer } = readBlock(source, ['else', 'elseif', 'end']);
    branches.push({ condition: test, body: block });
    if (closer === 'end') return { kind: 'if', branches };
    if (closer === 'else') return { kind: 'if', branches, otherwise: readBlock(source, ['end']).block };
    test = condition(source);
  }
};

const loop = (source: Source): Node => {
  const at = source.position();
  opening(source);
  const name = variable(source);
  skipSpace(source);
  if (source.take(/in\b/y) === undefined) source.fail('expected "in"');
  const list = parseExpression(source);
  closing(source);
  return { kind: 'foreach', variable: name, list, body: readBlock(source, ['end']).block, at };
};

const define = (source: Source): Node => {
  opening(source);
  const name = variable(source);
  closing(source);
  return { kind: 'define', variable: name, body: readBlock(source, ['end']).block };
};

/** API Gateway has inline macros off: the body vanishes, and a call prints as it stands. */
const macro = (source: Source): void => {
  opening(source);
  if (source.take(/[^)]*/y) === undefined) source.fail('a macro that is not closed');
  closing(source);
  readBlock(source, ['end']);
};

/** A call that is no directive prints with its arguments, unevaluated. */
const unknownCall = (source: Source): string | undefined => {
  const start = source.at;
  if (source.take(UNKNOWN_CALL) === undefined) return undefined;
  let open = 1;
  while (!source.done && open > 0) {
    const char = source.peek();
    if (char === '(') open += 1;
    if (char === ')') open -= 1;
    source.at += 1;
  }
  return source.text.slice(start, source.at);
};

/** Backslashes in front of something that would be evaluated: each pair is one, an odd one keeps what follows as text. */
const escaped = (reader: BlockReader): boolean => {
  const { source } = reader;
  const start = source.at;
  const slashes = source.take(/\\+/y)?.length ?? 0;
  const from = source.at;
  const isReference = source.peek() === '$' && parseReference(source) !== undefined;
  const directive = isReference ? undefined : source.take(DIRECTIVE);
  const taken = source.text.slice(from, source.at);
  source.at = from;
  if (!isReference && directive === undefined) {
    reader.text(source.text.slice(start, from));
    return true;
  }
  reader.text('\\'.repeat(Math.floor(slashes / 2)));
  if (slashes % 2 === 0) return false;
  reader.text(taken);
  source.at = from + taken.length;
  return true;
};

const comment = (source: Source): boolean => {
  if (source.take(/##[^\r\n]*(?:\r\n|\n|\r)?/y) !== undefined) return true;
  if (!source.startsWith('#*')) return false;
  const end = source.text.indexOf('*#', source.at + 2);
  source.at = end < 0 ? source.text.length : end + 2;
  return true;
};

const hash = (reader: BlockReader, until: readonly Closer[]): Closer | undefined => {
  const { source } = reader;
  if (comment(source)) return undefined;
  const start = source.at;
  const name = directiveAt(source);
  switch (name) {
    case undefined:
      reader.text(unknownCall(source) ?? source.next());
      return undefined;
    case 'else':
    case 'elseif':
    case 'end':
      if (!until.includes(name)) return source.fail(`#${name} without an open directive`, start);
      if (name !== 'elseif') source.take(REST_OF_LINE);
      return name;
    case 'set':
      reader.dropTrailingBlanks();
      reader.node(set(source));
      return undefined;
    case 'if':
      reader.node(conditional(source));
      return undefined;
    case 'foreach':
      reader.node(loop(source));
      return undefined;
    case 'define':
      reader.node(define(source));
      return undefined;
    case 'macro':
      macro(source);
      return undefined;
    default:
      reader.node({ kind: name === 'stop' ? 'stop' : 'break' });
      return undefined;
  }
};

const readBlock = (source: Source, until: readonly Closer[]): { readonly block: Block; readonly closer?: Closer } =>
  source.nested(() => {
    const reader = new BlockReader(source);
    while (!source.done) {
      if (source.peek() === '\\' && escaped(reader)) continue;
      if (source.peek() === '#') {
        const closer = hash(reader, until);
        if (closer) {
          reader.flush();
          return { block: reader.nodes, closer };
        }
      } else if (source.peek() === '$') {
        const reference = parseReference(source);
        if (reference) reader.node({ kind: 'print', reference });
        else reader.text(source.next());
      } else reader.text(source.take(/[^\\#$]+/y) ?? '');
    }
    if (until.length > 0) source.fail('the template ends before #end');
    reader.flush();
    return { block: reader.nodes };
  });

/** The inside of a double-quoted string, which is a template of its own. */
export const parseInterpolated = (text: string, at: Position): Block => readBlock(new Source(text, at), []).block;

/** Velocity 1.7's parser refuses a dollar sign as the very last character. */
export const parseTemplate = (text: string): Block => {
  const source = new Source(text);
  if (text.endsWith('$') && !text.endsWith('\\$')) source.fail('the template ends in a lone "$"', text.length - 1);
  return readBlock(source, []).block;
};
