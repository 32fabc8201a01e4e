import { expect, test } from 'vitest';
import { codeBlock, escapeMrkdwn, inlineCode } from '../../../shared/reports/mrkdwn.ts';

test.for([
  { text: 'and */* in the list', shown: 'and `*/*` in the list' },
  { text: '*/*', shown: '`*/*`' },
  { text: 'image/* and application/*+json', shown: 'image/* and application/*+json' },
  { text: 'already `*/*`, a path /*/*/b', shown: 'already `*/*`, a path /*/*/b' },
])('Slack takes no asterisk from the media types of $text', ({ text, shown }) => {
  expect(escapeMrkdwn(text, 200)).toBe(shown);
});

test('code has its own rules: nothing in it is a mark', () => {
  expect(codeBlock('a = ["*/*"] & */*', 200)).toBe('```\na = ["*/*"] &amp; */*\n```');
  expect(inlineCode('*/*', 200)).toBe('`*/*`');
});
