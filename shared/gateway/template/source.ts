import type { Position } from './ast.ts';
import { TemplateFailure } from './template-problem.ts';

/** Deeper than any template needs; a hostile one ends here and not on the stack. */
const DEPTH_AT_MOST = 64;

/** A cursor over template text; strings inside a template are parsed by a cursor of their own that keeps the outer position. */
export class Source {
  readonly text: string;
  at = 0;
  readonly #origin: Position;
  #depth = 0;

  constructor(text: string, origin: Position = { line: 1, column: 1 }) {
    this.text = text;
    this.#origin = origin;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Consumes the match of a sticky expression at the cursor. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  nested<Value>(parse: () => Value): Value {
    if (this.#depth >= DEPTH_AT_MOST) this.fail(`nested deeper than ${DEPTH_AT_MOST} levels`);
    this.#depth += 1;
    const value = parse();
    this.#depth -= 1;
    return value;
  }

  /** The character at the cursor, consumed. */
  next(): string {
    const char = this.peek();
    this.at += 1;
    return char;
  }

  expect(text: string): void {
    if (!this.startsWith(text))
      this.fail(
        `expected ${JSON.stringify(text)}${this.done ? ', found the end of the template' : `, found ${JSON.stringify(this.peek())}`}`,
      );
    this.at += text.length;
  }

  position(at = this.at): Position {
    const before = this.text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    return line === 1
      ? { line: this.#origin.line, column: this.#origin.column + column - 1 }
      : { line: this.#origin.line + line - 1, column };
  }

  fail(reason: string, at = this.at): never {
    throw new TemplateFailure({ kind: 'syntax', reason, at: this.position(at) });
  }
}
