import { commentLines } from './comment.ts';
import { type Block, type Expression, expression, type HclValue, hclString, hclText, isExpression } from './hcl-text.ts';

/** A block of a resource with nothing but what changes in it; or a remark about what Terraform cannot say. */
export type TerraformEdit =
  | { readonly kind: 'resource'; readonly type: string; readonly name: string; readonly block: Block }
  | { readonly kind: 'remark'; readonly lines: readonly string[] };

type Attributes = Readonly<Record<string, HclValue>>;

export const resource = (type: string, name: string, attributes: Attributes, ...notes: readonly string[]): TerraformEdit => ({
  kind: 'resource',
  type,
  name,
  block: { header: ['resource', type, name], notes, attributes },
});

export const withBlocks = (edit: TerraformEdit, ...blocks: readonly Block[]): TerraformEdit =>
  edit.kind === 'resource' ? { ...edit, block: { ...edit.block, blocks } } : edit;

export const remark = (...lines: readonly string[]): TerraformEdit => ({ kind: 'remark', lines });

/** The address by which other resources refer to it. */
const addressOf = ({ type, name }: { readonly type: string; readonly name: string }): string => `${type}.${name}`;

/** What a deployment has to follow: resources of the API, not the stage, whose settings are live at once. */
export const touchedBy = (edits: readonly TerraformEdit[]): readonly string[] => [
  ...new Set(
    edits.flatMap((edit) =>
      edit.kind === 'resource' && /^aws_api_?gateway/.test(edit.type) && !/_(?:stage|method_settings)$/.test(edit.type)
        ? [addressOf(edit)]
        : [],
    ),
  ),
];

/** Terraform takes a new deployment only when its triggers change. */
export const deployment = (type: string, name: string, touched: readonly string[]): TerraformEdit =>
  touched.length === 0
    ? remark(`Nothing in the configuration changes, so the deployment has to be replaced by hand: terraform apply -replace=${type}.${name}`)
    : withBlocks(
        resource(
          type,
          name,
          { triggers: { redeployment: expression(`sha1(jsonencode([${touched.join(', ')}]))`) } },
          'A deployment is a snapshot: name in its triggers what it has to follow, beside what stands there.',
        ),
        { header: ['lifecycle'], notes: [], attributes: { create_before_destroy: true } },
      );

type Document = string | readonly Document[] | { readonly [key: string]: Document };

const literal = (document: Document): string => {
  if (typeof document === 'string') return hclString(document);
  if (Array.isArray(document)) return `[${document.map((entry: Document) => literal(entry)).join(', ')}]`;
  return `{ ${Object.entries(document)
    .map(([key, value]) => `${key} = ${literal(value as Document)}`)
    .join(', ')} }`;
};

/** A policy document, as Terraform's own pages write it. The keys are IAM's. */
export const jsonencode = (document: Document): Expression => expression(`jsonencode(${literal(document)})`);

const isMap = (value: HclValue | undefined): value is { readonly [key: string]: HclValue } =>
  typeof value === 'object' && !Array.isArray(value) && !isExpression(value);

/** Maps are joined, as two edits of one argument are. */
const join = (one: Attributes, other: Attributes): Attributes =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key): readonly [string, HclValue] => {
      const [before, after] = [one[key], other[key]];
      if (isMap(before) && isMap(after)) return [key, { ...before, ...after }];
      if (Array.isArray(before) && Array.isArray(after)) return [key, [...before, ...after]];
      return [key, after ?? before ?? ''];
    }),
  );

const joinBlocks = (one: Block, other: Block): Block => ({
  header: one.header,
  notes: [...new Set([...one.notes, ...other.notes])],
  attributes: join(one.attributes, other.attributes),
  blocks: [...(one.blocks ?? []), ...(other.blocks ?? [])],
});

/** One block for each resource; remarks last. */
export const printTerraform = (edits: readonly TerraformEdit[]): string => {
  const resources = edits.filter((edit) => edit.kind === 'resource');
  const blocks = [...Map.groupBy(resources, addressOf).values()].map((same) => same.map(({ block }) => block).reduce(joinBlocks));
  const remarks = [...new Set(edits.flatMap((edit) => (edit.kind === 'remark' ? [edit.lines.join('\n')] : [])))];
  return [...(blocks.length > 0 ? [hclText(blocks)] : []), ...remarks.map((lines) => commentLines('#', [lines]).join('\n'))].join('\n\n');
};
