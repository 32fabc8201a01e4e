import { evaluateJsonPath, parseJsonPath } from './json-path.ts';
import { readPayload } from './json-smart.ts';
import { fromJson, HostObject, print, type Value } from './values.ts';

export interface Parameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** `$input.params('x')` looks here, in this order. */
const SOURCES = ['path', 'querystring', 'header'] as const;

const mapOf = (values: Readonly<Record<string, string>>): Value => new Map<string, Value>(Object.entries(values));

const parameters = (params: Parameters, args: readonly Value[]): Value => {
  if (args.length === 0) return new Map<string, Value>(SOURCES.map((source) => [source, mapOf(params[source])]));
  const name = print(args[0]);
  const source = SOURCES.find((one) => Object.hasOwn(params[one], name));
  return source && params[source][name];
};

/** JSON text as `$input.json` writes it: compact, slashes not escaped. */
const jsonText = (value: unknown): string => (value === undefined ? '""' : JSON.stringify(value));

/** `$input` over the payload as text. An empty payload reads as `{}` (recorded on AWS). */
export const createInput = (payload: string, params: Parameters): HostObject => {
  const text = payload === '' ? '{}' : payload;
  let parsed: { readonly document: unknown } | undefined;
  const at = (path: Value): unknown => {
    parsed ??= { document: readPayload(text) };
    return evaluateJsonPath(parseJsonPath(print(path)), parsed.document);
  };
  return new HostObject({
    member: (name) => (name === 'body' ? text : undefined),
    call(name, args) {
      if (name === 'params') return parameters(params, args);
      if (name === 'path') return fromJson(at(args[0] ?? '$'));
      return name === 'json' ? jsonText(at(args[0] ?? '$')) : undefined;
    },
    print: () => '',
  });
};
