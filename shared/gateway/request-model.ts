import { dereference, type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import { isRecord, parseJson } from '../lib/json.ts';
import { rewriteModels } from './model-schema.ts';
import { compileJavaPattern } from './regex/java-pattern.ts';

/** What a body does to a model. `unjudged`: the model asks for more work than a request may cost, so the body passes. */
export type ModelVerdict =
  | { readonly kind: 'valid' | 'unreadable' | 'unjudged' }
  /** `missing`: required members that the document itself lacks. */
  | { readonly kind: 'invalid'; readonly missing: readonly string[] };

export type BodyCheck = (body: string) => ModelVerdict;

/** References that one body may follow: a hostile schema ends here, an endless one included. */
const REFERENCES_AT_MOST = 20_000;
const DEPTH_AT_MOST = 100;

class TooMuchWork extends Error {}

/** The library looks up each `$ref` that it follows: there its work can be counted. A reference to nothing asks for nothing. */
const counted = (lookup: Record<string, Schema | boolean>): Record<string, Schema | boolean> => {
  let left = REFERENCES_AT_MOST;
  return new Proxy(lookup, {
    get(target, key) {
      left -= 1;
      if (left < 0) throw new TooMuchWork();
      return typeof key === 'string' ? (target[key] ?? true) : true;
    },
  });
};

const depthOf = (value: unknown): number => {
  let level: readonly unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= DEPTH_AT_MOST) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    depth += 1;
  }
  return depth;
};

/** Every text in a document, member names included: what a pattern may be held against. */
const textsIn = (value: unknown, found: Set<string> = new Set()): ReadonlySet<string> => {
  if (typeof value === 'string') found.add(value);
  else if (Array.isArray(value)) for (const item of value) textsIn(item, found);
  else if (isRecord(value))
    for (const [key, item] of Object.entries(value)) {
      found.add(key);
      textsIn(item, found);
    }
  return found;
};

const MATCHES_NOTHING = '(?!)';
const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * The library runs patterns by the engine's backtracking `RegExp`, which a hostile one can hang. So each is judged in linear time against
 * the texts of the document, and the library gets a list of those that match. A pattern that cannot be judged asks for nothing.
 */
const asLiterals =
  (texts: ReadonlySet<string>) =>
  (pattern: string): string | undefined => {
    const compiled = compileJavaPattern(`[\\s\\S]*(?:${pattern})[\\s\\S]*`);
    if (!compiled.ok) return undefined;
    const matching = [...texts].filter((text) => compiled.value.matches(text));
    return matching.length === 0 ? MATCHES_NOTHING : `^(?:${matching.map(literal).join('|')})$`;
  };

const missingMember = ({ keyword, instanceLocation, error }: OutputUnit): readonly string[] => {
  const name = keyword === 'required' && instanceLocation === '#' ? /required property "(.*)"\.$/s.exec(error)?.[1] : undefined;
  return name === undefined ? [] : [name];
};

const judge = (document: unknown, schema: Schema, lookup: Record<string, Schema | boolean>): ModelVerdict => {
  try {
    const { valid, errors } = validate(document, schema, '4', counted(lookup), false);
    return valid ? { kind: 'valid' } : { kind: 'invalid', missing: errors.flatMap(missingMember) };
  } catch (error) {
    if (error instanceof TooMuchWork || error instanceof RangeError) return { kind: 'unjudged' };
    throw error;
  }
};

/**
 * A request body against a model: JSON schema of draft 4, `$ref` to other models, also in circles (VA-5, recorded). An empty body is
 * validated as `{}` (VA-3, recorded). `format` is not looked at (open). `undefined`: there is no such model.
 */
export const compileModel = (models: Readonly<Record<string, unknown>>, name: string): BodyCheck | undefined => {
  let hasPatterns = false;
  const plain = rewriteModels(models, name, () => {
    hasPatterns = true;
    return undefined;
  });
  if (plain === undefined) return undefined;
  const plainLookup = dereference(plain);
  return (body) => {
    const document = parseJson(body.trim() === '' ? '{}' : body);
    if (document === undefined) return { kind: 'unreadable' };
    if (depthOf(document) > DEPTH_AT_MOST) return { kind: 'unjudged' };
    const schema = hasPatterns ? rewriteModels(models, name, asLiterals(textsIn(document))) : plain;
    return schema === undefined ? { kind: 'unjudged' } : judge(document, schema, schema === plain ? plainLookup : dereference(schema));
  };
};
