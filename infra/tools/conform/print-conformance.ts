import type { Agreement, Conformance } from './tally.ts';

const share = ({ rows, agree }: Agreement): string =>
  rows === 0 ? 'no rows' : `${agree} of ${rows} agree (${((100 * agree) / rows).toFixed(1)} %)`;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

export const printConformance = ({ tags, recorded, claimed, disagreements, ...overall }: Conformance): string =>
  [
    `all       ${share(overall)}`,
    `recorded  ${share(recorded)}`,
    `claimed   ${share(claimed)}`,
    '',
    ...Object.entries(tags).map(([tag, agreement]) => `${tag.padEnd(28)} ${share(agreement)}`),
    ...disagreements.flatMap(({ id, provenance, difference: { part, expected, got } }) => [
      '',
      `${id} (${provenance}): ${part}`,
      `  expected ${shown(expected)}`,
      `  got      ${shown(got)}`,
    ]),
  ].join('\n');
