import type { Budget } from './budget.ts';
import { evaluateJsonPath, jsonPath } from './json-path.ts';
import { readPayload } from './json-smart.ts';
import { print, toJson } from './print.ts';
import { HostObject, type Value } from './values.ts';

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

/** JSON text as `$input.json` writes it: compact, slashes not escaped; nothing is an empty text. */
const jsonText = (value: Value, budget: Budget): string => (value === undefined ? '""' : toJson(value, 'json', budget));

/**
 * `$input` over the payload as text. An empty payload reads as `{}` (recorded on AWS). The payload is parsed once: what a template puts
 * into `$input.path('$')`, `$input.json('$')` prints (reported by users of API Gateway, not recorded).
 */
export const createInput = (payload: string, params: Parameters): HostObject => {
  const text = payload === '' ? '{}' : payload;
  let parsed: { readonly document: Value } | undefined;
  const at = (path: Value, budget: Budget): Value => {
    const steps = jsonPath(print(path ?? '$', budget));
    if (!parsed) {
      budget.text(text);
      parsed = { document: readPayload(text) };
    }
    return evaluateJsonPath(steps, parsed.document, budget);
  };
  return new HostObject({
    member: (name) => (name === 'body' ? text : undefined),
    call(name, args, budget) {
      if (name === 'params') return parameters(params, args);
      if (name === 'path') return at(args[0], budget);
      return name === 'json' ? jsonText(at(args[0], budget), budget) : undefined;
    },
    print: () => '',
  });
};
