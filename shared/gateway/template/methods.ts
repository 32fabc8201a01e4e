import { compileJavaPattern } from '../regex/java-pattern.ts';
import { replaceAllJava } from '../regex/replace-all.ts';
import { TemplateFailure } from './template-problem.ts';
import { Defined, equal, HostObject, JavaDouble, JavaList, numberOf, print, type Value } from './values.ts';

type Method<Self> = (self: Self, args: readonly Value[]) => Value;
type Methods<Self> = Readonly<Record<string, Method<Self>>>;

const text = (value: Value): string => print(value);
const index = (value: Value): number => numberOf(value) ?? Number.NaN;

const outOfBounds = (reason: string): never => {
  throw new TemplateFailure({ kind: 'evaluation', reason });
};

const pattern = (source: string) => {
  const compiled = compileJavaPattern(source);
  return compiled.ok ? compiled.value : outOfBounds(`the pattern ${JSON.stringify(source)} cannot be used: ${compiled.failure.reason}`);
};

const part = (self: string, from: number, to: number): string =>
  from >= 0 && to <= self.length && from <= to
    ? self.slice(from, to)
    : outOfBounds(`substring(${from}, ${to}) of a text of ${self.length} characters`);

const STRING: Methods<string> = {
  length: (self) => self.length,
  isEmpty: (self) => self === '',
  contains: (self, [other]) => self.includes(text(other)),
  startsWith: (self, [other]) => self.startsWith(text(other)),
  endsWith: (self, [other]) => self.endsWith(text(other)),
  indexOf: (self, [other]) => self.indexOf(text(other)),
  lastIndexOf: (self, [other]) => self.lastIndexOf(text(other)),
  substring: (self, [from, to]) => part(self, index(from), to === undefined ? self.length : index(to)),
  replace: (self, [from, to]) => self.replaceAll(text(from), () => text(to)),
  replaceAll: (self, [from, to]) =>
    replaceAllJava(self, text(from), text(to)) ?? outOfBounds(`replaceAll(${JSON.stringify(text(from))}) cannot be used`),
  matches: (self, [other]) => pattern(text(other)).matches(self),
  split: (self, [other]) => new JavaList(splitJava(self, text(other))),
  trim: (self) => self.trim(),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  concat: (self, [other]) => self + text(other),
  equals: (self, [other]) => typeof other === 'string' && self === other,
  equalsIgnoreCase: (self, [other]) => typeof other === 'string' && self.toLowerCase() === other.toLowerCase(),
  charAt: (self, [at]) => part(self, index(at), index(at) + 1),
  toString: (self: string) => self,
};

/** Literal separators and single character classes; Java drops trailing empty parts. */
const splitJava = (self: string, separator: string): Value[] => {
  const marked = replaceAllJava(self, separator, '\u0000');
  const parts = (marked ?? self).split('\u0000');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
};

const at = ({ items }: JavaList, position: number): Value =>
  Number.isInteger(position) && position >= 0 && position < items.length
    ? items[position]
    : outOfBounds(`index ${position} of a list of ${items.length}`);

const LIST: Methods<JavaList> = {
  size: ({ items }) => items.length,
  isEmpty: ({ items }) => items.length === 0,
  contains: ({ items }, [other]) => items.some((item) => equal(item, other)),
  indexOf: ({ items }, [other]) => items.findIndex((item) => equal(item, other)),
  get: (self, [position]) => at(self, index(position)),
  add: (self, [item]) => {
    self.items.push(item);
    return true;
  },
  addAll: (self, [other]) => {
    if (other instanceof JavaList) self.items.push(...other.items);
    return true;
  },
  set: (self, [position, item]) => {
    const before = at(self, index(position));
    self.items[index(position)] = item;
    return before;
  },
  remove: (self, [position]) => self.items.splice(index(position), 1)[0],
  toString: (self: JavaList) => print(self),
};

const MAP: Methods<Map<string, Value>> = {
  size: (self) => self.size,
  isEmpty: (self) => self.size === 0,
  get: (self, [key]) => self.get(text(key)),
  containsKey: (self, [key]) => self.has(text(key)),
  containsValue: (self, [item]) => [...self.values()].some((value) => equal(value, item)),
  keySet: (self) => new JavaList([...self.keys()]),
  values: (self) => new JavaList([...self.values()]),
  entrySet: (self) =>
    new JavaList(
      [...self].map(
        ([key, value]) =>
          new Map<string, Value>([
            ['key', key],
            ['value', value],
          ]),
      ),
    ),
  put: (self, [key, value]) => {
    const before = self.get(text(key));
    self.set(text(key), value);
    return before;
  },
  putAll: (self, [other]) => {
    if (other instanceof Map) for (const [key, value] of other) self.set(key, value);
    return undefined;
  },
  remove: (self, [key]) => {
    const before = self.get(text(key));
    self.delete(text(key));
    return before;
  },
  toString: (self: Map<string, Value>) => print(self),
};

const NUMBER: Methods<number | JavaDouble> = {
  toString: (self: number | JavaDouble) => print(self),
  intValue: (self) => Math.trunc(numberOf(self) ?? 0),
  equals: (self, [other]) => equal(self, other),
};

const own = <Self>(methods: Methods<Self>, name: string): Method<Self> | undefined =>
  Object.hasOwn(methods, name) ? methods[name] : undefined;

/** Calls a Java method that templates are known to use. An unknown one gives null, as a reference that Velocity cannot resolve. */
export const callMethod = (self: Value, name: string, args: readonly Value[]): Value => {
  if (typeof self === 'string') return own(STRING, name)?.(self, args);
  if (self instanceof JavaList) return own(LIST, name)?.(self, args);
  if (self instanceof Map) return own(MAP, name)?.(self, args);
  if (typeof self === 'number' || self instanceof JavaDouble) return own(NUMBER, name)?.(self, args);
  if (self instanceof HostObject) return self.host.call(name, args);
  if (self === undefined || self instanceof Defined) return undefined;
  return name === 'toString' ? print(self) : undefined;
};

/** `.name`: a map's key, a host's member, or a getter without arguments. */
export const readMember = (self: Value, name: string): Value => {
  if (self instanceof Map) return self.get(name);
  if (self instanceof HostObject) return self.host.member(name);
  if (self instanceof JavaList && self.isJson === false && name === 'size') return undefined;
  return name === 'empty' ? callMethod(self, 'isEmpty', []) : undefined;
};

/** `[index]`: a list by position (negative counts from the end), a map by key. */
export const readIndex = (self: Value, key: Value): Value => {
  if (self instanceof Map) return self.get(text(key));
  if (self instanceof HostObject) return self.host.member(text(key));
  if (!(self instanceof JavaList)) return undefined;
  const position = index(key);
  return at(self, position < 0 ? self.items.length + position : position);
};
