import type { Schema } from '@cfworker/json-schema';
import { isRecord, parseJson } from '../lib/json.ts';

type Models = Readonly<Record<string, unknown>>;
type Raw = Readonly<Record<string, unknown>>;

/**
 * Which texts of one document a regular expression is found in; `undefined`: it cannot be judged and asks for nothing. The library would
 * run patterns by the engine's backtracking `RegExp`, which a hostile one can hang: so it never sees one.
 */
export type FindPattern = (pattern: string) => readonly string[] | undefined;

/** Deeper than people write; what lies below is not looked at. */
const DEPTH_AT_MOST = 100;

/** The schema of a model: parsed, or as AWS's text under `schema`. */
const schemaOf = (models: Models, name: string): Raw | undefined => {
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  const text = isRecord(model) && typeof model.schema === 'string' ? model.schema : model;
  const schema = typeof text === 'string' ? parseJson(text) : text;
  return isRecord(schema) ? schema : undefined;
};

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const modelPointer = (name: string): string => `#/definitions/${escapePointer(name)}`;

const MODEL_REFERENCE =
  /^(?:https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models|#\/components\/schemas|#\/definitions)\/([^/#]+)$/;

/** The model that a `$ref` names; `undefined` for one that stays inside its own schema. */
const modelOf = (reference: string, own: Raw, models: Models): string | undefined => {
  const name = MODEL_REFERENCE.exec(reference)?.[1];
  if (name === undefined || !Object.hasOwn(models, name)) return undefined;
  return reference.startsWith('#/definitions/') && isRecord(own.definitions) && Object.hasOwn(own.definitions, name) ? undefined : name;
};

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isTruth = (value: unknown): boolean => typeof value === 'boolean';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** Keywords of draft 4 that hold no schema, and what they must be; anything else is left out, as a validator that does not know it. */
const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => isText(value) || isTexts(value),
  enum: Array.isArray,
  required: isTexts,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isTruth,
  exclusiveMaximum: isTruth,
  multipleOf: isNumber,
  minLength: isNumber,
  maxLength: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  uniqueItems: isTruth,
  minProperties: isNumber,
  maxProperties: isNumber,
};

interface Place {
  readonly models: Models;
  readonly name: string;
  readonly own: Raw;
  readonly find: FindPattern;
}

const rewriteReference = (reference: string, { models, name, own }: Place): string => {
  const model = modelOf(reference, own, models);
  if (model !== undefined) return modelPointer(model);
  return reference.startsWith('#') ? modelPointer(name) + reference.slice(1) : reference;
};

const rewriteMap = (value: unknown, place: Place, depth: number): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, rewriteSchema(schema, place, depth)]))
    : undefined;

const rewriteList = (value: unknown, place: Place, depth: number): unknown =>
  Array.isArray(value) && value.length > 0 ? value.map((schema) => rewriteSchema(schema, place, depth)) : undefined;

const rewriteOne = (value: unknown, place: Place, depth: number): unknown =>
  isRecord(value) || typeof value === 'boolean' ? rewriteSchema(value, place, depth) : undefined;

const rewriteDependencies = (value: unknown, place: Place, depth: number): unknown =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isTexts(one) ? one : rewriteSchema(one, place, depth)]))
    : undefined;

/** Keywords that hold schemas. */
const NESTED: Readonly<Record<string, (value: unknown, place: Place, depth: number) => unknown>> = {
  properties: rewriteMap,
  definitions: rewriteMap,
  dependencies: rewriteDependencies,
  allOf: rewriteList,
  anyOf: rewriteList,
  oneOf: rewriteList,
  items: (value, place, depth) => (Array.isArray(value) ? rewriteList(value, place, depth) : rewriteOne(value, place, depth)),
  additionalItems: rewriteOne,
  additionalProperties: rewriteOne,
  not: rewriteOne,
  $ref: (value, place) => (typeof value === 'string' ? rewriteReference(value, place) : undefined),
};

const rewriteKeywords = (schema: Raw, place: Place, depth: number): Raw =>
  Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      const nested = Object.hasOwn(NESTED, keyword) ? NESTED[keyword]?.(value, place, depth) : undefined;
      if (nested !== undefined) return [[keyword, nested]];
      return Object.hasOwn(PLAIN, keyword) && PLAIN[keyword]?.(value) ? [[keyword, value]] : [];
    }),
  );

/** `pattern`: a text has to be one of those in which it is found. */
const patternRule = ({ pattern }: Raw, { find }: Place): readonly unknown[] => {
  const matching = typeof pattern === 'string' ? find(pattern) : undefined;
  return matching ? [{ anyOf: [{ not: { type: 'string' } }, { enum: matching }] }] : [];
};

/** `patternProperties`: the same as rules for the members by name. */
const memberRules = ({ patternProperties }: Raw, place: Place, depth: number): readonly (readonly [name: string, rule: unknown])[] =>
  isRecord(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, schema]) => {
        const rule = rewriteSchema(schema, place, depth);
        return (place.find(pattern) ?? []).map((name) => [name, rule] as const);
      })
    : [];

const withMemberRules = (properties: unknown, rules: readonly (readonly [name: string, rule: unknown])[]): Raw => {
  const merged = new Map(isRecord(properties) ? Object.entries(properties) : []);
  for (const [name, rule] of rules) merged.set(name, merged.has(name) ? { allOf: [merged.get(name), rule] } : rule);
  return Object.fromEntries(merged);
};

const rewriteSchema = (schema: unknown, place: Place, depth: number): unknown => {
  if (typeof schema === 'boolean') return schema;
  if (!isRecord(schema) || depth > DEPTH_AT_MOST) return {};
  const keywords = rewriteKeywords(schema, place, depth + 1);
  const rule = patternRule(schema, place);
  const members = memberRules(schema, place, depth + 1);
  return {
    ...keywords,
    ...(rule.length > 0 && { allOf: [...(Array.isArray(keywords.allOf) ? keywords.allOf : []), ...rule] }),
    ...(members.length > 0 && { properties: withMemberRules(keywords.properties, members) }),
  };
};

/** Models that a model needs, itself included. */
const reachable = (models: Models, name: string): readonly string[] => {
  const found = new Set([name]);
  for (const one of found) {
    const own = schemaOf(models, one) ?? {};
    JSON.stringify(own, (key, value: unknown) => {
      const model = key === '$ref' && typeof value === 'string' ? modelOf(value, own, models) : undefined;
      if (model !== undefined) found.add(model);
      return value;
    });
  }
  return [...found];
};

/**
 * One self-contained schema of draft 4 for a model and all that it refers to, good for the document whose texts `find` knows. Keywords of
 * no meaning or of the wrong type are left out. `undefined`: there is no such model, or its schema is no object.
 */
export const rewriteModels = (models: Models, name: string, find: FindPattern): Schema | undefined => {
  if (schemaOf(models, name) === undefined) return undefined;
  const definitions = reachable(models, name).flatMap((one) => {
    const own = schemaOf(models, one);
    return own === undefined ? [] : [[one, rewriteSchema(own, { models, name: one, own, find }, 0)] as const];
  });
  return { $ref: modelPointer(name), definitions: Object.fromEntries(definitions) };
};
