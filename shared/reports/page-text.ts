import { styleText } from 'node:util';
import { printable, wrap } from '../lib/readable-text.ts';
import type { TerminalOptions } from './terminal.ts';

/** What stands between two blank lines or fences. */
type Block =
  | { readonly kind: 'heading'; readonly marks: string; readonly text: string }
  /** `mark`: `- ` or `1. `, or nothing. */
  | { readonly kind: 'prose'; readonly mark: string; readonly text: string }
  | { readonly kind: 'fence'; readonly lines: readonly string[] }
  | { readonly kind: 'gap' };

const HEADING = /^(?<marks>#{1,6}) (?<text>.*)$/;
const ITEM = /^(?<mark>[-*] |\d{1,3}\. )(?<text>.*)$/;

const lineBlock = (line: string): Block => {
  const heading = HEADING.exec(line)?.groups;
  if (heading) return { kind: 'heading', marks: heading.marks ?? '#', text: heading.text ?? '' };
  const item = ITEM.exec(line)?.groups;
  if (item) return { kind: 'prose', mark: item.mark ?? '', text: item.text ?? '' };
  return line.trim() === '' ? { kind: 'gap' } : { kind: 'prose', mark: '', text: line.trim() };
};

/** A line break within a paragraph is none for the reader. */
const joins = (last: Block | undefined, next: Block): last is Extract<Block, { kind: 'prose' }> =>
  last?.kind === 'prose' && next.kind === 'prose' && next.mark === '';

const blocksOf = (markdown: string): readonly Block[] => {
  const blocks: Block[] = [];
  let fence: string[] | undefined;
  for (const line of printable(markdown).trimEnd().split('\n')) {
    if (fence) {
      fence.push(line);
      if (line.startsWith('```')) fence = undefined;
      continue;
    }
    if (line.startsWith('```')) {
      fence = [line];
      blocks.push({ kind: 'fence', lines: fence });
      continue;
    }
    const next = lineBlock(line);
    const last = blocks.at(-1);
    if (joins(last, next) && next.kind === 'prose') blocks[blocks.length - 1] = { ...last, text: `${last.text} ${next.text}` };
    else blocks.push(next);
  }
  return blocks;
};

const proseLines = (mark: string, text: string, width: number): readonly string[] =>
  wrap(text, width - mark.length).map((line, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + line);

type Paint = (style: 'bold' | 'dim', text: string) => string;

const linesOf = (block: Block, { colour, width }: TerminalOptions, paint: Paint): readonly string[] => {
  switch (block.kind) {
    case 'gap':
      return [''];
    case 'heading':
      return [colour ? paint('bold', block.text) : `${block.marks} ${block.text}`];
    case 'prose':
      return proseLines(block.mark, block.text, Math.max(40, width));
    case 'fence':
      return colour ? block.lines.map((line) => (line.startsWith('```') ? paint('dim', line) : line)) : block.lines;
  }
};

/** A page in Markdown for a terminal: prose is wrapped, code stays as it is. With colour, headings are bold; without, it is still Markdown. */
export const pageText = (markdown: string, options: TerminalOptions): string => {
  const paint: Paint = (style, text) => styleText(style, text, { validateStream: false });
  const lines = blocksOf(markdown).flatMap((block) => linesOf(block, options, paint));
  return `${lines.join('\n')}\n`;
};
