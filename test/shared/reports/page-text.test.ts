import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { outcomePage } from '../../../functions/cli/outcome-page.ts';
import { OUTCOME_IDS } from '../../../shared/model/cause-id.ts';
import { pageText } from '../../../shared/reports/page-text.ts';
import { fencesOf } from '../../support/markdown.ts';
import { readRepositoryFile, repositoryFiles } from '../../support/repository.ts';

const plain = (markdown: string, width = 40): string => pageText(markdown, { colour: false, width });

describe('a page in a terminal', () => {
  test('joins the lines of a paragraph and wraps them anew', () => {
    expect(plain('A sentence\nthat was broken somewhere\nelse entirely.\n\nAnother.')).toBe(
      'A sentence that was broken somewhere\nelse entirely.\n\nAnother.\n',
    );
  });

  test('keeps items apart and hangs their later lines under their text', () => {
    expect(plain('- one two three four five six seven eight nine\n- ten\n\n10. eleven')).toBe(
      '- one two three four five six seven\n  eight nine\n- ten\n\n10. eleven\n',
    );
  });

  test('leaves code alone, even where its fence never ends', () => {
    const code = `\`\`\`log\n# no heading, ${'long '.repeat(30)}\n- no item`;
    expect(plain(code)).toBe(`${code}\n`);
  });

  test('shows headings bold and without their marks in colour', () => {
    expect(pageText('# title\n\n## part', { colour: true, width: 80 })).toBe('\u001B[1mtitle\u001B[22m\n\n\u001B[1mpart\u001B[22m\n');
  });
});

const pages = [
  ...repositoryFiles()
    .filter((path) => /^shared\/causes\/[^/]+\.md$/.test(path))
    .map((path) => ({ name: path.replace(/^.*\/|\.md$/g, ''), markdown: readRepositoryFile(path) })),
  ...OUTCOME_IDS.map((name) => ({ name, markdown: outcomePage(name) })),
];

const withoutFences = (markdown: string): string => markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

describe.each(pages)('the page $name', ({ name, markdown }) => {
  test.for([60, 80, 120])('prints well on %i columns', (width) => {
    const text = plain(markdown, width);
    expect(text.startsWith(`# ${name}\n\n`)).toBe(true);
    expect(fencesOf(text)).toEqual(fencesOf(markdown));
    expect(words(withoutFences(text))).toEqual(words(withoutFences(markdown)));
    for (const line of withoutFences(text).split('\n')) if (!line.startsWith('#')) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('says the same in colour', () => {
    const bare = (text: string): readonly string[] => words(text).filter((word) => !/^#+$/.test(word));
    expect(bare(stripVTControlCharacters(pageText(markdown, { colour: true, width: 80 })))).toEqual(bare(markdown));
  });
});
