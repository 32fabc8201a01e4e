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

/** An object with methods and read-only members: `$input`, `$util`, the parameters. */
export interface Host {
  readonly member: (name: string) => Value;
  readonly call: (name: string, args: readonly Value[]) => Value;
  readonly print: () => string;
}

/** What `#define` holds: text that is rendered anew at each use. */
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

/** `undefined` is Java's null. A plain number is an Integer or a Long. */
export type Value = undefined | boolean | number | string | JavaDouble | JavaList | Map<string, Value> | Defined | HostObject;

const DEPTH_AT_MOST = 64;

const jsonString = (text: string): string => JSON.stringify(text).replaceAll('/', '\\/');

/** JSON as json-smart writes it inside a printed list. */
const toJson = (value: Value, depth = 0): string => {
  if (depth > DEPTH_AT_MOST) throw new TemplateFailure({ kind: 'limit', reason: `a value nested deeper than ${DEPTH_AT_MOST} levels` });
  if (value === undefined) return 'null';
  if (typeof value === 'string') return jsonString(value);
  if (value instanceof JavaList) return `[${value.items.map((item) => toJson(item, depth + 1)).join(',')}]`;
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${jsonString(key)}:${toJson(item, depth + 1)}`).join(',')}}`;
  return print(value);
};

/** Java's `toString`: `{k=v, k2=v2}`, `[a, b]`, `2.0`; a JSON list at any depth prints as JSON. Null inside a container prints `null`. */
export const print = (value: Value, depth = 0): string => {
  if (depth > DEPTH_AT_MOST) throw new TemplateFailure({ kind: 'limit', reason: `a value nested deeper than ${DEPTH_AT_MOST} levels` });
  if (value === undefined) return depth === 0 ? '' : 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (value instanceof JavaDouble) return printDouble(value.value);
  if (value instanceof JavaList)
    return value.isJson ? toJson(value, depth) : `[${value.items.map((item) => print(item, depth + 1)).join(', ')}]`;
  if (value instanceof Map) return `{${[...value].map(([key, item]) => `${key}=${print(item, depth + 1)}`).join(', ')}}`;
  return value instanceof Defined ? value.render() : value.host.print();
};

/** `Double.toString`: at least one digit behind the point, an exponent below 1e-3 and from 1e7 on. */
const printDouble = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

/** Only `false` is false: null prints as an empty text, and an empty text is true. */
export const truthy = (value: Value): boolean => value !== false;

export const numberOf = (value: Value): number | undefined =>
  typeof value === 'number' ? value : value instanceof JavaDouble ? value.value : undefined;

/** Null equals null and the empty text; numbers compare by value; anything else by what it prints, within its own kind. */
export const equal = (left: Value, right: Value): boolean => {
  if (left === undefined || right === undefined) return (left ?? '') === (right ?? '');
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return one === other;
  if (typeof left !== typeof right) return false;
  return typeof left === 'object' ? print(left) === print(right) : left === right;
};

/** A JSON document as the template sees it. */
export const fromJson = (json: unknown): Value => {
  if (json === null || json === undefined) return undefined;
  if (Array.isArray(json)) return new JavaList(json.map(fromJson), true);
  if (typeof json === 'object') return new Map(Object.entries(json).map(([key, item]) => [key, fromJson(item)]));
  return typeof json === 'number' && !Number.isInteger(json) ? new JavaDouble(json) : (json as Value);
};
