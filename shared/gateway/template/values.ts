import type { Budget } from './budget.ts';
import { TemplateFailure } from './template-problem.ts';

/** A Java Double: prints its fraction (`2.0`) where an Integer does not. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A Java list. json-smart's lists print as JSON, a list literal's prints as Java does. */
export class JavaList {
  readonly items: Value[];
  readonly isJson: boolean;

  constructor(items: Value[], isJson = false) {
    this.items = items;
    this.isJson = isJson;
  }
}

/** An object with methods and read-only members: `$input`, `$util`, the state of a loop. */
export interface Host {
  readonly member: (name: string) => Value;
  readonly call: (name: string, args: readonly Value[], budget: Budget) => Value;
  readonly print: (budget: Budget) => string;
}

/** What `#define` holds: a block that is rendered anew at each use. */
export class Defined {
  readonly render: () => string;

  constructor(render: () => string) {
    this.render = render;
  }
}

export class HostObject {
  readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }
}

/** `undefined` is Java's null. A plain number is an Integer or a Long, a bigint what JavaScript's numbers cannot hold of these. */
export type Value = undefined | boolean | number | bigint | string | JavaDouble | JavaList | Map<string, Value> | Defined | HostObject;

/** Far above json-smart's own limit of 400. */
const DEPTH_AT_MOST = 1_000;

export const assertDepth = (depth: number): void => {
  if (depth > DEPTH_AT_MOST) throw new TemplateFailure({ kind: 'limit', reason: `a value nested deeper than ${DEPTH_AT_MOST} levels` });
};

/** Only `false` is false: null prints as an empty text, and an empty text is true. */
export const truthy = (value: Value): boolean => value !== false;

export const numberOf = (value: Value): number | undefined => {
  if (typeof value === 'number') return value;
  if (value instanceof JavaDouble) return value.value;
  return typeof value === 'bigint' ? Number(value) : undefined;
};

/** A whole number in the shape that `Value` has for it. */
export const integer = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** A JSON document as the template sees it. */
export const fromJson = (json: unknown, depth = 0): Value => {
  assertDepth(depth);
  if (json === null || json === undefined) return undefined;
  if (Array.isArray(json))
    return new JavaList(
      json.map((item) => fromJson(item, depth + 1)),
      true,
    );
  if (typeof json === 'object') return new Map(Object.entries(json).map(([key, item]) => [key, fromJson(item, depth + 1)]));
  return typeof json === 'number' && !Number.isInteger(json) ? new JavaDouble(json) : (json as Value);
};
