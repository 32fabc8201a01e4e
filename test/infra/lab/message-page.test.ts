import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { messagePage, type ShownMessage } from '../../../infra/lab/message-page.ts';
import { mrkdwnHtml } from '../../../infra/lab/mrkdwn-html.ts';
import { slackObjection } from '../../../infra/lab/slack-rules.ts';
import type { Diagnosis } from '../../../shared/model/diagnosis.ts';
import { slackAudit } from '../../../shared/reports/slack-audit.ts';
import { slackDetails } from '../../../shared/reports/slack-details.ts';
import { slackMessage } from '../../../shared/reports/slack-message.ts';
import { AUDITS } from '../../support/audits.ts';
import { CHROMIUM, renderedDom, screenshot } from '../../support/chromium.ts';
import { DIAGNOSES } from '../../support/diagnoses.ts';
import { slackMessagesAbout } from '../../support/slack-messages.ts';

describe('mrkdwn', () => {
  test.for([
    ['*bold* _it_ ~no~ snake_case 5 * 3 * 2', '<b>bold</b> <i>it</i> <s>no</s> snake_case 5 * 3 * 2'],
    ['*any `*/*` b*\n*c*', '<b>any <code>*/*</code> b</b><br><b>c</b>'],
    ['a &lt;b&gt; &amp;amp; "c"', 'a &lt;b&gt; &amp;amp; &quot;c&quot;'],
    ['`*a* &lt;` and\n```\n*b* <https://x|y>\n```\nc', '<code>*a* &lt;</code> and<pre>*b* &lt;https://x|y&gt;</pre>c'],
    ['<https://x.example/?a=1&amp;b="|the docs>', '<a href="https://x.example/?a=1&amp;b=&quot;">the docs</a>'],
    ['<!date^1763719244^{time}|10:00 UTC> <!channel>', '10:00 UTC <span class="mention">!channel</span>'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ])('%s', ([text = '', html]) => {
    expect(mrkdwnHtml(text)).toBe(html);
  });
});

const PAGES = Object.entries(DIAGNOSES).map(([name, diagnosis]) => {
  const first = slackMessage(diagnosis, { alarmName: 'pet-store-5xx', alarmUrl: 'https://eu-west-1.console.aws.amazon.com/cloudwatch' });
  const messages: readonly ShownMessage[] = [
    { title: name, ...first },
    ...slackDetails(diagnosis).map((detail, index) => ({ title: `${name}: thread, ${index + 1}`, isReply: true, ...detail })),
  ];
  return { name, messages };
});

const BUTTONS: ShownMessage = {
  title: 'every element',
  text: 'x',
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: '*a*' }, accessory: { type: 'overflow' } },
    { type: 'section', fields: ['one', 'two'].map((text) => ({ type: 'mrkdwn', text })) },
    {
      type: 'actions',
      elements: [
        ...['Evidence', 'Ruled out', 'Run again', 'Mute 1 h', 'Mute 24 h', 'Resolved', 'x'.repeat(75)].map((text, index) => ({
          type: 'button',
          text: { type: 'plain_text', text },
          ...(index === 0 && { style: 'primary' }),
        })),
        { type: 'static_select', placeholder: { type: 'plain_text', text: 'Fix for' } },
      ],
    },
    { type: 'divider' },
    { type: 'image', alt_text: 'chart' },
  ],
};

interface Layout {
  readonly messages: number;
  readonly outside: readonly string[];
  readonly empty: number;
  readonly unknown: number;
  readonly mentions: number;
  readonly stray: readonly string[];
  readonly height: number;
}

const layoutOf = async (html: string): Promise<Layout> => {
  const [, text = ''] = /data-layout="([^"]*)"/.exec(await renderedDom(html)) ?? [];
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as Layout;
};

test('a page asks nobody for anything', () => {
  for (const { messages } of PAGES) expect(messagePage(messages)).not.toMatch(/<(?:img|link|iframe)|src=|url\(|@import/);
});

const AUDIT_PAGES = Object.entries(AUDITS).map(([name, audit]) => ({
  name: `audit-${name}`,
  messages: [{ title: `audit: ${name}`, ...slackAudit(audit) }],
}));

/** Every kind of message, about a usual diagnosis and about one whose every word is a stranger's. */
const kindsOf = async (diagnosis: Diagnosis, of: string) =>
  Object.entries(await slackMessagesAbout(diagnosis)).map(([kind, messages]) => ({ name: `${of}-${kind}`, messages }));

/** Who mutes or resolves is named in the thread. */
const PRESSERS = 6;

const KINDS = [...(await kindsOf(DIAGNOSES.twoCauses, 'usual')), ...(await kindsOf(DIAGNOSES.hostile, 'hostile'))];

const ALL = [...PAGES, ...AUDIT_PAGES, ...KINDS, { name: 'buttons', messages: [BUTTONS] }];

test('Slack takes every kind of message as it is', () => {
  const messages = KINDS.flatMap((page) => page.messages);
  expect(messages.length).toBeGreaterThan(60);
  for (const { text, blocks, title } of messages) expect([title, slackObjection({ text, blocks }, true)]).toEqual([title, undefined]);
});

describe.skipIf(CHROMIUM === undefined)('in Chromium (without it on the machine, these are left out)', () => {
  test('nothing sticks out, nothing is empty, every mark is read, and nobody is rung but who pressed', { timeout: 90_000 }, async () => {
    const messages = ALL.flatMap((page) => page.messages);
    const { height, ...layout } = await layoutOf(messagePage(messages));
    expect(layout).toEqual({ messages: messages.length, outside: [], empty: 0, unknown: 0, mentions: PRESSERS, stray: [] });
    expect(height).toBeGreaterThan(messages.length * 100);
  });

  test('the measure finds what is wrong', { timeout: 90_000 }, async () => {
    const wide = { type: 'button', text: { type: 'plain_text', text: 'x'.repeat(300) } };
    const said = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
    const blocks = [{ type: 'video' }, said('<!here>'), said('*a */* b*'), { type: 'header' }, { type: 'actions', elements: [wide] }];
    const layout = await layoutOf(messagePage([{ title: 'wrong', text: 'x', blocks }]));
    expect(layout).toMatchObject({ messages: 1, empty: 1, unknown: 1, mentions: 1, stray: [expect.anything(), expect.anything()] });
    expect(layout.outside.length).toBeGreaterThan(0);
  });

  /** SCREENSHOTS=FOLDER keeps one of each. */
  test('a page becomes a picture', { timeout: 180_000 }, async () => {
    const kept = process.env.SCREENSHOTS;
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'gatewhy-shots-'));
    mkdirSync(folder, { recursive: true });
    try {
      for (const { name, messages } of kept === undefined ? ALL.slice(-1) : ALL) {
        const html = messagePage(messages);
        const path = join(folder, `${name}.png`);
        await screenshot(html, Math.min((await layoutOf(html)).height + 24, 16_000), path);
        expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG');
      }
    } finally {
      if (kept === undefined) rmSync(folder, { recursive: true });
    }
  });
});
