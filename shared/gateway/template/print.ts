import { type Budget, createBudget } from './budget.ts';
import { assertDepth, Defined, JavaDouble, JavaList, numberOf, type Value } from './values.ts';

/** `Double.toString`: at least one digit behind the point, an exponent below 1e-3 and from 1e7 on. */
const printDouble = (value: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
};

/** json-smart escapes slashes where it prints a list, `$input.json` does not. */
export type JsonStyle = 'printed' | 'json';

/** A text that JSON writes as it is, in either style. */
const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x2f || code === 0x5c) return false;
  }
  return true;
};

const quote = (text: string, style: JsonStyle): string => {
  if (isPlain(text)) return `"${text}"`;
  const json = JSON.stringify(text);
  return style === 'printed' ? json.replaceAll('/', '\\/') : json;
};

/** A value as JSON text. */
export const toJson = (value: Value, style: JsonStyle, budget: Budget, depth = 0): string => {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return quote(budget.text(value), style);
  if (typeof value !== 'object') return budget.text(String(value));
  assertDepth(depth);
  budget.spend(1);
  let json = '';
  if (value instanceof JavaList) {
    for (const item of value.items) json += `${json === '' ? '' : ','}${toJson(item, style, budget, depth + 1)}`;
    return `[${json}]`;
  }
  if (!(value instanceof Map)) return budget.text(print(value, budget));
  for (const [key, item] of value)
    json += `${json === '' ? '' : ','}${quote(budget.text(key), style)}:${toJson(item, style, budget, depth + 1)}`;
  return `{${json}}`;
};

const inside = (container: Value, item: Value, budget: Budget, depth: number): string => {
  if (item === container) return item instanceof Map ? '(this Map)' : '(this Collection)';
  return item === undefined ? budget.text('null') : print(item, budget, depth + 1);
};

/** Java's `toString`: `{k=v, k2=v2}`, `[a, b]`, `2.0`; a JSON list at any depth prints as JSON. Null inside a container prints `null`. */
export const print = (value: Value, budget: Budget = createBudget(), depth = 0): string => {
  if (typeof value === 'string') return depth === 0 ? value : budget.text(value);
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return printDouble(value.value);
  assertDepth(depth);
  budget.spend(1);
  if (value instanceof JavaList)
    return value.isJson
      ? toJson(value, 'printed', budget, depth)
      : `[${value.items.map((item) => inside(value, item, budget, depth)).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, item]) => `${budget.text(key)}=${inside(value, item, budget, depth)}`).join(', ')}}`;
  return value instanceof Defined ? value.render() : value.host.print(budget);
};

const sameItems = (left: readonly Value[], right: readonly Value[], budget: Budget, depth: number): boolean =>
  left.length === right.length && left.every((item, index) => same(item, right[index], budget, depth + 1));

/** Java's `equals`: within one class, containers by what they hold. */
export const same = (left: Value, right: Value, budget: Budget, depth = 0): boolean => {
  budget.spend(1);
  assertDepth(depth);
  if (left === right) return true;
  if (left instanceof JavaDouble) return right instanceof JavaDouble && Object.is(left.value, right.value);
  if (left instanceof JavaList) return right instanceof JavaList && sameItems(left.items, right.items, budget, depth);
  if (!(left instanceof Map) || !(right instanceof Map) || left.size !== right.size) return false;
  for (const [key, item] of left) if (!right.has(key) || !same(item, right.get(key), budget, depth + 1)) return false;
  return true;
};

const classOf = (value: Value): unknown => (typeof value === 'object' ? value.constructor : typeof value);

/** `==`: numbers by value, one class by `equals`, anything else by what it prints, so `1 == "1"`. */
export const equal = (left: Value, right: Value, budget: Budget): boolean => {
  if (left === undefined || right === undefined) return left === right;
  const one = numberOf(left);
  const other = one === undefined ? undefined : numberOf(right);
  if (one !== undefined && other !== undefined)
    return typeof left === 'bigint' && typeof right === 'bigint' ? left === right : one === other;
  if (classOf(left) === classOf(right)) return same(left, right, budget);
  return budget.text(print(left, budget)) === budget.text(print(right, budget));
};
