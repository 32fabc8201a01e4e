import type { Position } from './ast.ts';
import { TemplateFailure } from './template-problem.ts';

/** Deeper than any template needs; a hostile one ends here and not on the stack. */
const DEPTH_AT_MOST = 64;

const firstAtOrAfter = (sorted: readonly number[], wanted: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A cursor over template text; strings inside a template are parsed by a cursor of their own that keeps the outer position. */
export class Source {
  readonly text: string;
  at = 0;
  /** A string inside a template may end in a lone `$` or `#`, a template may not. */
  readonly isString: boolean;
  readonly #origin: Position;
  #depth = 0;
  #lineEnds: readonly number[] | undefined;

  constructor(text: string, inside?: Position) {
    this.text = text;
    this.isString = inside !== undefined;
    this.#origin = inside ?? { line: 1, column: 1 };
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
    if (!pattern.test(this.text)) return undefined;
    const taken = this.text.slice(this.at, pattern.lastIndex);
    this.at = pattern.lastIndex;
    return taken;
  }

  /** Whether a sticky expression matches at the cursor. */
  matches(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
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
    this.#lineEnds ??= [...this.text.matchAll(/\n/g)].map(({ index }) => index);
    const line = firstAtOrAfter(this.#lineEnds, at);
    const column = at - (this.#lineEnds[line - 1] ?? -1);
    return line === 0 ? { line: this.#origin.line, column: this.#origin.column + column - 1 } : { line: this.#origin.line + line, column };
  }

  fail(reason: string, at = this.at): never {
    throw new TemplateFailure({ kind: 'syntax', reason, at: this.position(at) });
  }
}
