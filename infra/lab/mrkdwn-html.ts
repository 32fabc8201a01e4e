const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const plainHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** Slack writes these three, and no others: https://docs.slack.dev/messaging/formatting-message-text */
const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const textHtml = (text: string): string => plainHtml(decode(text));

/** A mark counts at the edge of a word: `snake_case` and `5 * 3` stay. */
const emphasis = (html: string): string =>
  html
    .replaceAll(/(^|[\s(])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?=$|[\s).,:;!?])/gm, '$1<b>$2</b>')
    .replaceAll(/(^|[\s(])_([^\s_](?:[^_\n]*[^\s_])?)_(?=$|[\s).,:;!?])/gm, '$1<i>$2</i>')
    .replaceAll(/(^|[\s(])~([^\s~](?:[^~\n]*[^\s~])?)~(?=$|[\s).,:;!?])/gm, '$1<s>$2</s>');

/** `<https://…|label>`, `<!date^…|fallback>`, `<@U1>`. What rings people is shown as such: nothing of ours may. */
const angle = (inner: string): string => {
  const cut = inner.indexOf('|');
  const [target, label] = cut === -1 ? [inner, inner] : [inner.slice(0, cut), inner.slice(cut + 1)];
  if (target.startsWith('!date^')) return textHtml(label);
  if (/^[!@#]/.test(target)) return `<span class="mention">${textHtml(label)}</span>`;
  return `<a href="${textHtml(target)}">${textHtml(label)}</a>`;
};

const TOKEN = /```([\s\S]*?)```|`([^`\n]+)`|<([^<>\n]+)>/g;

/** Stands for code and links while marks are read: these may be inside bold, and what is in them is none. */
const PLACE = /\uE000(\d+)\uE001/g;

/** Slack's mrkdwn as HTML. Code is left alone; in everything else marks and links are read. */
export const mrkdwnHtml = (text: string): string => {
  const kept: string[] = [];
  const keep = (html: string): string => `\uE000${kept.push(html) - 1}\uE001`;
  const marked = text
    .replaceAll(/[\uE000\uE001]/g, '')
    .replaceAll(TOKEN, (_whole, block: string | undefined, code: string | undefined, inner = '') => {
      if (block !== undefined) return keep(`<pre>${textHtml(block.replace(/^\n|\n$/g, ''))}</pre>`);
      return keep(code === undefined ? angle(String(inner)) : `<code>${textHtml(code)}</code>`);
    });
  return emphasis(textHtml(marked))
    .replaceAll('\n', '<br>')
    .replaceAll(PLACE, (_place, index) => kept[Number(index)] ?? '')
    .replaceAll(/<br>(?=<pre>)|(?<=<\/pre>)<br>/g, '');
};
