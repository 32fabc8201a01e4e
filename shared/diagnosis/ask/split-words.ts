export interface Word {
  readonly text: string;
  /** Stood in quotation marks or backticks: a name, never a keyword. */
  readonly quoted: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack turns what looks like an address into `<https://…|label>`, and writes three characters as entities. */
const unmarked = (text: string): string =>
  text
    .replaceAll(/<(?<inner>[^<>]*)>/g, (_match, inner: string) => inner.split('|').at(-1) ?? '')
    .replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

const WORD = /"(?<quoted>[^"]*)"|(?<bare>[^\s"]+)/g;

/** The text of a command as its words. Clients write curved quotation marks for straight ones. */
export const splitWords = (text: string): readonly Word[] =>
  [
    ...unmarked(text)
      .replaceAll(/[“”„«»`]/g, '"')
      .matchAll(WORD),
  ].flatMap(({ groups = {} }) => {
    const { quoted, bare } = groups;
    const word = (quoted ?? bare ?? '').trim();
    return word === '' ? [] : [{ text: word, quoted: quoted !== undefined }];
  });
