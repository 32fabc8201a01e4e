import { isRecord } from '../../shared/lib/json.ts';
import { mrkdwnHtml, plainHtml } from './mrkdwn-html.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ShownMessage {
  /** Above the message: which one it is. */
  readonly title: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** Stands in a thread. */
  readonly isReply?: boolean;
}

const all = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const textHtml = (value: unknown): string => {
  if (!isRecord(value) || typeof value.text !== 'string') return '';
  return value.type === 'plain_text' ? plainHtml(value.text) : mrkdwnHtml(value.text);
};

const STYLES: ReadonlySet<string> = new Set(['primary', 'danger']);

const ELEMENTS: Readonly<Record<string, (element: Fields) => string>> = {
  button: ({ text, style }) =>
    `<span class="button ${typeof style === 'string' && STYLES.has(style) ? style : ''}">${textHtml(text)}</span>`,
  static_select: ({ placeholder }) => `<span class="button">${textHtml(placeholder)} ▾</span>`,
  overflow: () => '<span class="button">⋯</span>',
  image: ({ alt_text }) => `<span class="image">${plainHtml(String(alt_text))}</span>`,
  mrkdwn: textHtml,
  plain_text: textHtml,
};

const elementHtml = (element: Fields): string => {
  const render = ELEMENTS[String(element.type)];
  return render ? render(element) : `<span class="unknown">a ${plainHtml(String(element.type))} element</span>`;
};

const box = (name: string, parts: readonly string[]): string => `<div class="${name}">${parts.join('')}</div>`;

const BLOCKS: Readonly<Record<string, (block: Fields) => string>> = {
  header: ({ text }) => box('header', [textHtml(text)]),
  section: ({ text, fields, accessory }) =>
    box('section', [
      box('text', [
        textHtml(text),
        ...(fields === undefined
          ? []
          : [
              box(
                'fields',
                all(fields).map((field) => box('field', [textHtml(field)])),
              ),
            ]),
      ]),
      isRecord(accessory) ? elementHtml(accessory) : '',
    ]),
  context: ({ elements }) =>
    box(
      'context',
      all(elements).map((element) => `<span>${elementHtml(element)}</span>`),
    ),
  actions: ({ elements }) => box('actions', all(elements).map(elementHtml)),
  divider: () => '<hr>',
  image: ({ alt_text }) => box('image', [plainHtml(String(alt_text))]),
};

const blockHtml = (block: Fields): string => {
  const render = BLOCKS[String(block.type)];
  return render ? render(block) : box('unknown', [`a ${plainHtml(String(block.type))} block`]);
};

const messageHtml = ({ title, text, blocks, isReply = false }: ShownMessage): string => {
  const rendered = all(blocks).map(blockHtml);
  return `<h2>${plainHtml(title)}</h2><article class="${isReply ? 'reply' : ''}"><div class="avatar">g</div><div class="message"><div class="who">gatewhy <small>APP</small></div>${(
    rendered.length > 0 ? rendered : [mrkdwnHtml(text)]
  ).join('')}</div></article>`;
};

const CSS = `
body { font: 15px/1.46 system-ui, sans-serif; color: #1d1c1d; background: #fff; margin: 24px; width: 720px; }
h2 { font-size: 12px; color: #666; margin: 24px 0 8px; font-weight: 600; text-transform: uppercase; }
article { display: flex; gap: 8px; } .reply { margin-left: 44px; }
.avatar { flex: 0 0 36px; height: 36px; border-radius: 6px; background: #1f4f8f; color: #fff; text-align: center; font-weight: 700; line-height: 36px; }
.message { flex: 1; min-width: 0; overflow-wrap: anywhere; } .message > * { margin: 0 0 8px; }
.who { font-weight: 700; } .who small { background: #ddd; border-radius: 2px; font-size: 10px; padding: 1px 3px; }
.header { font-size: 18px; font-weight: 800; } .section { display: flex; gap: 16px; } .section > .text { flex: 1; min-width: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.context { font-size: 13px; color: #616061; display: flex; flex-wrap: wrap; gap: 8px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 4px 12px; font-weight: 700; font-size: 13px; white-space: nowrap; }
.primary { background: #007a5a; color: #fff; } .danger { background: #e01e5a; color: #fff; }
code { font: 12px/1.5 monospace; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px; color: #c01343; }
pre { font: 12px/1.5 monospace; background: #f8f8f8; border: 1px solid #ddd; border-radius: 4px; padding: 8px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { border-left: 4px solid #ddd; margin: 0; padding-left: 8px; } a { color: #1264a3; } .unknown { background: #fdd; } .mention { background: #fff3c4; }
`;

/** What a look at the page would find, measured in the browser: what sticks out of its message, what is empty, what nobody knows, marks that nothing has read. */
const MEASURE = `
const messages = [...document.querySelectorAll('.message')];
const outside = messages.flatMap((message) => [...message.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > message.getBoundingClientRect().right + 1));
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => node.parentElement.closest('pre, code, script, h2') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
const stray = [];
while (walk.nextNode()) if (/(^|\\s)[*_]\\S|\\S[*_](\\s|$)/.test(walk.currentNode.data)) stray.push(walk.currentNode.data.slice(0, 200));
const parts = [...document.querySelectorAll('.header, .section, .context, .actions, .button')];
document.body.dataset.layout = JSON.stringify({
  messages: messages.length,
  outside: outside.map((part) => part.outerHTML.slice(0, 200)),
  empty: parts.filter((part) => part.textContent.trim() === '' || part.getBoundingClientRect().height < 8).length,
  unknown: document.querySelectorAll('.unknown').length,
  mentions: document.querySelectorAll('.mention').length,
  stray,
  height: document.documentElement.scrollHeight,
});
`;

/** Messages as Slack shows them, more or less: our own HTML, and nothing from anywhere else. */
export const messagePage = (messages: readonly ShownMessage[]): string =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"><title>Messages</title><style>${CSS}</style><body>${messages.map(messageHtml).join('')}<script>${MEASURE}</script></body>`;
