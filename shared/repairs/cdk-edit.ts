import { commentLines } from './comment.ts';
import { camel, methodWords } from './resource-name.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** Statements of TypeScript, with the method that they speak of, found by its path; or a remark about what the CDK cannot say. */
export type CdkEdit =
  | { readonly kind: 'method'; readonly place: Place; readonly lines: readonly string[]; readonly notes: readonly string[] }
  | { readonly kind: 'statements'; readonly lines: readonly string[]; readonly notes: readonly string[] }
  | { readonly kind: 'remark'; readonly lines: readonly string[] };

/** A literal of TypeScript; single quotes where the text has no say in it. */
export const literal = (value: unknown): string => {
  if (typeof value !== 'string') return value === undefined ? 'undefined' : JSON.stringify(value);
  return /^[\x20-\x7e]*$/.test(value) && !/['\\]/.test(value) ? `'${value}'` : escaped(value);
};

const escaped = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replaceAll(
    /[\u2028\u2029\x7f-\x9f\ufeff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** `{ a: 'x' }`, on one line. Keys of strangers stand in quotes, computed where `__proto__` would set a prototype. */
export const object = (members: Readonly<Record<string, unknown>>): string => {
  const keyOf = (key: string): string => {
    if (key === '__proto__') return "['__proto__']";
    return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key);
  };
  const valueText = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
    return typeof value === 'object' && value !== null ? object(value as Readonly<Record<string, unknown>>) : literal(value);
  };
  return `{ ${Object.entries(members)
    .map(([key, value]) => `${keyOf(key)}: ${valueText(value)}`)
    .join(', ')} }`;
};

/** The name under which the printed code holds the method. */
export const methodVariable = (place: Place): string => {
  const { words, verb, mark } = methodWords(place);
  return camel([verb, ...words, mark].filter((word) => word !== ''));
};

const declaration = (place: Place): readonly string[] => {
  const resource = place.path === '/' ? 'api.root' : `api.root.resourceForPath(${literal(place.path)})`;
  return [
    `const ${methodVariable(place)} = ${resource}.node.findChild(${literal(place.verb)}) as apigateway.Method;`,
    `const ${methodVariable(place)}Cfn = ${methodVariable(place)}.node.defaultChild as apigateway.CfnMethod;`,
  ];
};

/** A property of the rendered resource, by its path; in a name, dots and backslashes are escaped. */
export const override = (owner: string, path: readonly string[], value: unknown): string =>
  `${owner}.addPropertyOverride(${literal(path.map((name) => name.replaceAll(/[\\.]/g, '\\$&')).join('.'))}, ${
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? object(value as Readonly<Record<string, unknown>>)
      : literal(value)
  });`;

export const remark = (...lines: readonly string[]): CdkEdit => ({ kind: 'remark', lines });

export const statements = (lines: readonly string[], ...notes: readonly string[]): CdkEdit => ({ kind: 'statements', lines, notes });

const linesOf = (edits: readonly CdkEdit[], edit: CdkEdit, index: number): readonly string[] => {
  if (edit.kind === 'remark') return commentLines('//', edit.lines);
  if (edit.kind === 'statements') return [...commentLines('//', edit.notes), ...edit.lines];
  const { place, notes, lines } = edit;
  const isFirst = !edits
    .slice(0, index)
    .some((before) => before.kind === 'method' && methodVariable(before.place) === methodVariable(place));
  const intro = isFirst ? [`${place.verb} ${place.path}: what is not named here stays.`] : [];
  return [...commentLines('//', [...intro, ...notes]), ...(isFirst ? declaration(place) : []), ...lines];
};

/** Statements to put where `api` is your RestApi; a method is looked up once. */
export const printCdk = (edits: readonly CdkEdit[]): string =>
  edits.map((edit, index) => linesOf(edits, edit, index).join('\n')).join('\n\n');
