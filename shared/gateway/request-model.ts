import { dereference, type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import { isRecord, parseJson } from '../lib/json.ts';
import { type FindPattern, rewriteModels } from './model-schema.ts';
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
const VALUES_AT_MOST = 20_000;

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

/** Deep or many-membered documents would cost the library more than a request may: some of its keywords compare each with each. */
const isTooLarge = (document: unknown): boolean => {
  let level: readonly unknown[] = [document];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > DEPTH_AT_MOST || values > VALUES_AT_MOST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
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

/** A pattern may be found anywhere in a text; it is judged in linear time. */
const findIn =
  (texts: ReadonlySet<string>): FindPattern =>
  (pattern) => {
    const compiled = compileJavaPattern(`(?s:.*)(?:${pattern})(?s:.*)`);
    return compiled.ok ? [...texts].filter((text) => compiled.value.matches(text)) : undefined;
  };

const missingMember = ({ keyword, instanceLocation, error }: OutputUnit): readonly string[] => {
  const name = keyword === 'required' && instanceLocation === '#' ? /required property "(.*)"\.$/s.exec(error)?.[1] : undefined;
  return name === undefined ? [] : [name];
};

const judge = (document: unknown, schema: Schema, lookup: Record<string, Schema | boolean>): ModelVerdict => {
  try {
    const { valid, errors } = validate(document, schema, '4', counted(lookup));
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
    if (isTooLarge(document)) return { kind: 'unjudged' };
    const schema = hasPatterns ? rewriteModels(models, name, findIn(textsIn(document))) : plain;
    return schema === undefined ? { kind: 'unjudged' } : judge(document, schema, schema === plain ? plainLookup : dereference(schema));
  };
};
