import { expect, test } from 'vitest';
import { renderMessage } from '../../../infra/lab/render-message.ts';

test('a message reads as a person would see it', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Broken: orders & co' } },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*What* a &lt;b&gt; &amp;amp; c\n```\n1 &lt; 2\n```\nsee <https://x.example/a|the docs>' },
    },
    {
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: 'one' },
        { type: 'plain_text', text: 'two' },
      ],
    },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: '<!date^1763719244^{time}|10:00 UTC>' },
        { type: 'mrkdwn', text: '<https://y.example>' },
      ],
    },
    { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Retry' } }] },
    { type: 'video' },
  ];
  expect(renderMessage({ text: 'fallback', blocks })).toBe(
    [
      'Broken: orders & co\n═══════════════════',
      '*What* a <b> &amp; c\n    1 < 2\nsee the docs (https://x.example/a)',
      'one\ntwo',
      '10:00 UTC  ·  https://y.example',
      '[ Retry ]',
      '(a video block)',
    ].join('\n\n'),
  );
});

test('without blocks the text speaks', () => {
  expect(renderMessage({ text: 'a &gt; b', blocks: [] })).toBe('a > b');
});
