import type { Budget } from './budget.ts';
import { LIST, MAP } from './container-methods.ts';
import { callOverload, evaluationFails, type Methods, methodsOf } from './method.ts';
import { print, same } from './print.ts';
import { TEXT } from './text-methods.ts';
import { Defined, HostObject, JavaDouble, JavaList, numberOf, type Value } from './values.ts';

type JavaNumber = number | bigint | JavaDouble;

const ofNumber = methodsOf<JavaNumber>();
const ofBoolean = methodsOf<boolean>();

const toNumber = (self: JavaNumber): number => numberOf(self) ?? 0;

const parseInteger = (text: string): number =>
  /^[+-]?\d{1,10}$/.test(text) ? Number(text) : evaluationFails(`parseInt(${JSON.stringify(text.slice(0, 80))})`);

const NUMBER: Methods<JavaNumber> = new Map([
  ['toString', [ofNumber([], (self) => print(self))]],
  ['intValue', [ofNumber([], (self) => Math.trunc(toNumber(self)))]],
  ['longValue', [ofNumber([], (self) => (self instanceof JavaDouble ? Math.trunc(self.value) : self))]],
  ['doubleValue', [ofNumber([], (self) => new JavaDouble(toNumber(self)))]],
  ['equals', [ofNumber(['any'], (self, [other], budget) => same(self, other, budget))]],
  ['compareTo', [ofNumber(['int'], (self, [other]) => Math.sign(toNumber(self) - other))]],
  // Templates reach Java's static methods through any number: #set($Integer = 0)$Integer.parseInt("12").
  ['parseInt', [ofNumber(['text'], (self, [text]) => (self instanceof JavaDouble ? undefined : parseInteger(text)))]],
  ['valueOf', [ofNumber(['text'], (self, [text]) => (self instanceof JavaDouble ? undefined : parseInteger(text)))]],
]);

const BOOLEAN: Methods<boolean> = new Map([
  ['toString', [ofBoolean([], String)]],
  ['booleanValue', [ofBoolean([], (self) => self)]],
  ['equals', [ofBoolean(['any'], (self, [other]) => self === other)]],
]);

/** Calls a Java method that templates are known to use. An unknown one gives null, as a reference that Velocity cannot resolve. */
export const callMethod = (self: Value, name: string, args: readonly Value[], budget: Budget): Value => {
  budget.spend(1);
  if (typeof self === 'string') return callOverload(TEXT, budget.text(self), name, args, budget);
  if (self instanceof HostObject) return self.host.call(name, args, budget);
  if (self instanceof Map) return callOverload(MAP, self, name, args, budget);
  if (self instanceof JavaList) return callOverload(LIST, self, name, args, budget);
  if (typeof self === 'boolean') return callOverload(BOOLEAN, self, name, args, budget);
  if (self instanceof Defined) return name === 'toString' ? self.render() : undefined;
  if (self === undefined) return undefined;
  return callOverload(NUMBER, self, name, args, budget);
};

/** `.name`: a map's key, a host's member, or `.empty`. */
export const readMember = (self: Value, name: string): Value => {
  if (self instanceof Map) return self.get(name);
  if (self instanceof HostObject) return self.host.member(name);
  if (name !== 'empty') return undefined;
  if (self instanceof JavaList) return self.items.length === 0;
  return typeof self === 'string' ? self === '' : undefined;
};

/** `[index]`: a list by position (negative counts from the end), a map or a host by key. */
export const readIndex = (self: Value, key: Value, budget: Budget): Value => {
  if (self instanceof Map) return self.get(print(key, budget));
  if (self instanceof HostObject) return self.host.member(print(key, budget));
  if (!(self instanceof JavaList) || typeof key !== 'number') return undefined;
  const position = key < 0 ? self.items.length + key : key;
  if (position < 0 || position >= self.items.length) evaluationFails(`index ${key} of a list of ${self.items.length}`);
  return self.items[position];
};

/** What `#set` does with a member or an index: nothing where Java would find no such property. */
export const assign = (self: Value, key: Value, value: Value, budget: Budget): void => {
  if (self instanceof Map) self.set(print(key, budget), value);
  else if (self instanceof HostObject) self.host.call('put', [key, value], budget);
  else if (self instanceof JavaList && typeof key === 'number')
    callOverload(LIST, self, 'set', [key < 0 ? self.items.length + key : key, value], budget);
};
