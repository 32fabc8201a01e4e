import type { Budget } from './budget.ts';
import { evaluationFails, type Methods, methodsOf } from './method.ts';
import { print, same } from './print.ts';
import { HostObject, JavaList, type Value } from './values.ts';

const ofList = methodsOf<JavaList>();
const ofMap = methodsOf<Map<string, Value>>();

const at = ({ items }: JavaList, position: number): number =>
  position >= 0 && position < items.length ? position : evaluationFails(`index ${position} of a list of ${items.length}`);

/** A position may also be that behind the last item. */
const between = ({ items }: JavaList, from: number, to: number): number =>
  from >= 0 && from <= to && to <= items.length ? from : evaluationFails(`${from} to ${to} of a list of ${items.length}`);

/** The methods of `java.util.ArrayList` that templates use (recorded: those of VT-15; the others inferred from Java). */
export const LIST: Methods<JavaList> = new Map([
  ['size', [ofList([], ({ items }) => items.length)]],
  ['isEmpty', [ofList([], ({ items }) => items.length === 0)]],
  ['contains', [ofList(['any'], ({ items }, [other], budget) => items.some((item) => same(item, other, budget)))]],
  [
    'containsAll',
    [ofList(['list'], ({ items }, [others], budget) => others.items.every((other) => items.some((item) => same(item, other, budget))))],
  ],
  ['indexOf', [ofList(['any'], ({ items }, [other], budget) => items.findIndex((item) => same(item, other, budget)))]],
  ['lastIndexOf', [ofList(['any'], ({ items }, [other], budget) => items.findLastIndex((item) => same(item, other, budget)))]],
  ['get', [ofList(['int'], (self, [position]) => self.items[at(self, position)])]],
  [
    'add',
    [
      ofList(['any'], ({ items }, [item]) => {
        items.push(item);
        return true;
      }),
      ofList(['int', 'any'], (self, [position, item], budget) => {
        budget.spend(self.items.length >> 6);
        self.items.splice(between(self, position, self.items.length), 0, item);
        return undefined;
      }),
    ],
  ],
  [
    'addAll',
    [
      ofList(['list'], ({ items }, [others], budget) => {
        const added = [...others.items];
        budget.spend(added.length);
        for (const item of added) items.push(item);
        return added.length > 0;
      }),
    ],
  ],
  [
    'set',
    [
      ofList(['int', 'any'], (self, [position, item]) => {
        const before = self.items[at(self, position)];
        self.items[position] = item;
        return before;
      }),
    ],
  ],
  [
    'remove',
    [
      ofList(['int'], (self, [position], budget) => {
        budget.spend(self.items.length >> 6);
        return self.items.splice(at(self, position), 1)[0];
      }),
      ofList(['any'], ({ items }, [other], budget) => {
        const position = items.findIndex((item) => same(item, other, budget));
        if (position >= 0) items.splice(position, 1);
        return position >= 0;
      }),
    ],
  ],
  [
    'subList',
    [
      ofList(['int', 'int'], (self, [from, to], budget) => {
        const items = self.items.slice(between(self, from, to), to);
        budget.spend(items.length);
        return new JavaList(items, self.isJson);
      }),
    ],
  ],
  [
    'clear',
    [
      ofList([], ({ items }) => {
        items.length = 0;
        return undefined;
      }),
    ],
  ],
  ['equals', [ofList(['any'], (self, [other], budget) => same(self, other, budget))]],
  ['toString', [ofList([], (self, _, budget) => budget.text(print(self, budget)))]],
]);

/** `Map.Entry`, which prints as `key=value`. */
const entry = (map: Map<string, Value>, key: string): HostObject => {
  const read: Readonly<Record<string, () => Value>> = {
    key: () => key,
    value: () => map.get(key),
    getKey: () => key,
    getValue: () => map.get(key),
  };
  return new HostObject({
    member: (name) => (name === 'key' || name === 'value' ? read[name]?.() : undefined),
    call: (name) => (name === 'getKey' || name === 'getValue' ? read[name]?.() : undefined),
    print: (budget) => `${key}=${print(map.get(key), budget)}`,
  });
};

const keyOf = (value: Value, budget: Budget): string => (typeof value === 'string' ? value : budget.text(print(value, budget)));

/** The methods of `java.util.Map` that templates use (recorded: those of VT-15; the others inferred from Java). Keys are texts. */
export const MAP: Methods<Map<string, Value>> = new Map([
  ['size', [ofMap([], (self) => self.size)]],
  ['isEmpty', [ofMap([], (self) => self.size === 0)]],
  ['get', [ofMap(['any'], (self, [key], budget) => self.get(keyOf(key, budget)))]],
  [
    'getOrDefault',
    [ofMap(['any', 'any'], (self, [key, other], budget) => (self.has(keyOf(key, budget)) ? self.get(keyOf(key, budget)) : other))],
  ],
  ['containsKey', [ofMap(['any'], (self, [key], budget) => self.has(keyOf(key, budget)))]],
  ['containsValue', [ofMap(['any'], (self, [item], budget) => [...self.values()].some((value) => same(value, item, budget)))]],
  [
    'keySet',
    [
      ofMap([], (self, _, budget) => {
        budget.spend(self.size);
        return new JavaList([...self.keys()]);
      }),
    ],
  ],
  [
    'values',
    [
      ofMap([], (self, _, budget) => {
        budget.spend(self.size);
        return new JavaList([...self.values()]);
      }),
    ],
  ],
  [
    'entrySet',
    [
      ofMap([], (self, _, budget) => {
        budget.spend(self.size);
        return new JavaList([...self.keys()].map((key) => entry(self, key)));
      }),
    ],
  ],
  [
    'put',
    [
      ofMap(['any', 'any'], (self, [key, value], budget) => {
        const before = self.get(keyOf(key, budget));
        self.set(keyOf(key, budget), value);
        return before;
      }),
    ],
  ],
  [
    'putIfAbsent',
    [
      ofMap(['any', 'any'], (self, [key, value], budget) => {
        const before = self.get(keyOf(key, budget));
        if (before === undefined) self.set(keyOf(key, budget), value);
        return before;
      }),
    ],
  ],
  [
    'putAll',
    [
      ofMap(['map'], (self, [other], budget) => {
        budget.spend(other.size);
        for (const [key, value] of other) self.set(key, value);
        return undefined;
      }),
    ],
  ],
  [
    'remove',
    [
      ofMap(['any'], (self, [key], budget) => {
        const before = self.get(keyOf(key, budget));
        self.delete(keyOf(key, budget));
        return before;
      }),
    ],
  ],
  [
    'clear',
    [
      ofMap([], (self) => {
        self.clear();
        return undefined;
      }),
    ],
  ],
  ['equals', [ofMap(['any'], (self, [other], budget) => same(self, other, budget))]],
  ['toString', [ofMap([], (self, _, budget) => budget.text(print(self, budget)))]],
]);
