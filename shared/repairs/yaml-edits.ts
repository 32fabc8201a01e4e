import { commentLines } from './comment.ts';
import { type Branch, merge, nest, type Tree } from './tree.ts';
import { yamlText } from './yaml-text.ts';

/** What a document sets at a place, with notes above it; or a remark about what the document cannot say. */
export type YamlEdit =
  | { readonly kind: 'edit'; readonly at: readonly string[]; readonly value: Tree; readonly notes: readonly string[] }
  | { readonly kind: 'remark'; readonly lines: readonly string[] };

export const edit = (at: readonly string[], value: Tree, ...notes: readonly string[]): YamlEdit => ({ kind: 'edit', at, value, notes });

export const remark = (...lines: readonly string[]): YamlEdit => ({ kind: 'remark', lines });

const isAt = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

/** One document of all edits; what is said of one place, or as a remark, is said once. */
export const printYaml = (edits: readonly YamlEdit[]): string => {
  const set = edits.filter((one) => one.kind === 'edit');
  const tree = set.reduce<Branch>((all, { at, value }) => merge(all, nest(at, value)) as Branch, {});
  const notesAt = (place: readonly string[]): readonly string[] => [
    ...new Set(set.filter(({ at }) => isAt(at, place)).flatMap(({ notes }) => notes)),
  ];
  const remarks = [...new Set(edits.flatMap((one) => (one.kind === 'remark' ? [one.lines.join('\n')] : [])))];
  return [...(set.length > 0 ? [yamlText(tree, notesAt)] : []), ...remarks.map((lines) => commentLines('#', [lines]).join('\n'))].join(
    '\n\n',
  );
};
