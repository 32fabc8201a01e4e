import type { RepairText } from '../repairs/repair-text.ts';
import { codeBlock, escapeMrkdwn } from './mrkdwn.ts';
import { SLACK_LIMITS } from './slack-limits.ts';
import { type SlackMessage, section } from './slack-message.ts';

const MAX_SECTION = 2_800;
const MAX_BLOCKS = 40;

export const cost = (text: string): number => escapeMrkdwn(text, Number.MAX_SAFE_INTEGER).length;

interface Room {
  readonly size: (part: string) => number;
  readonly characters: number;
  readonly parts: number;
}

/** Parts in their order, in groups that have room for them and for what joins them. */
const inGroups = (parts: readonly string[], room: Room): readonly (readonly string[])[] => {
  const groups: string[][] = [];
  let used = 0;
  for (const part of parts) {
    const size = room.size(part) + 1;
    const last = groups.at(-1);
    if (last && used + size <= room.characters && last.length < room.parts) {
      last.push(part);
      used += size;
    } else {
      groups.push([part]);
      used = size;
    }
  }
  return groups;
};

/** Pieces of at most `max` characters as Slack counts them (an escaped one may take five), cut between lines where there are any. */
const pieces = (text: string, max: number): readonly string[] => {
  const short = new RegExp(`.{1,${Math.floor(max / 5)}}`, 'gsu');
  const lines = text.split('\n').flatMap((line) => (cost(line) <= max ? [line] : (line.match(short) ?? [])));
  return inGroups(lines, { size: cost, characters: max, parts: Number.MAX_SAFE_INTEGER }).map((group) => group.join('\n'));
};

export const codeSections = (heading: string, text: string): readonly string[] =>
  pieces(text, MAX_SECTION - 200).map(
    (piece, index) => `*${heading}${index > 0 ? ', continued' : ''}*\n${codeBlock(piece, MAX_SECTION - 100)}`,
  );

export const textSections = (heading: string, lines: readonly string[]): readonly string[] =>
  pieces(lines.join('\n'), MAX_SECTION - 200).map(
    (piece, index) => `*${heading}${index > 0 ? ', continued' : ''}*\n${escapeMrkdwn(piece, MAX_SECTION - 100)}`,
  );

const REPAIR: {
  readonly [Kind in RepairText['kind']]: (heading: string, repair: Extract<RepairText, { kind: Kind }>) => readonly string[];
} = {
  config: (heading, { text }) => codeSections(heading, text),
  code: (heading, { advice, wrong, right }) => [
    ...textSections(heading, [advice]),
    ...codeSections('Now', wrong),
    ...codeSections('Should be', right),
  ],
  advice: (heading, { steps }) => textSections(heading, steps),
};

export const repairSections = (heading: string, repair: RepairText): readonly string[] => REPAIR[repair.kind](heading, repair as never);

/** Sections in their order, in at most `most` messages; the last one says when there is more. `text`: for notifications. */
export const packSections = (text: string, most: number, texts: readonly string[]): readonly SlackMessage[] => {
  const groups = inGroups(texts, { size: (each) => each.length, characters: SLACK_LIMITS.message - 1_000, parts: MAX_BLOCKS });
  const shown = groups.slice(0, most);
  const note = groups.length > shown.length ? ['There is more: the SNS text and the JSON report have all of it.'] : [];
  return shown.map((group, index) => ({
    text,
    blocks: [...group, ...(index === shown.length - 1 ? note : [])].map(section),
  }));
};
