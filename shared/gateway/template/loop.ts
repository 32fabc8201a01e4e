import { evaluationFails } from './method.ts';
import { HostObject, JavaList, type Value } from './values.ts';

/** What a loop runs over: Velocity walks a live list and fails where it grows or shrinks on the way. */
export interface Rounds {
  readonly hasNext: () => boolean;
  readonly next: () => Value;
}

const NOTHING: Rounds = { hasNext: () => false, next: () => undefined };

const over = (items: readonly Value[], sizeNow: () => number): Rounds => {
  const size = items.length;
  let at = 0;
  return {
    hasNext: () => at !== sizeNow(),
    next() {
      if (sizeNow() !== size) evaluationFails('the list was changed while #foreach ran over it');
      at += 1;
      return items[at - 1];
    },
  };
};

/** A list's items or a map's values; anything else gives no round. */
export const roundsOf = (value: Value): Rounds => {
  if (value instanceof JavaList) return over(value.items, () => value.items.length);
  return value instanceof Map ? over([...value.values()], () => value.size) : NOTHING;
};

/** `$foreach`: one object per loop, which changes from round to round. */
export interface LoopState {
  readonly object: HostObject;
  index: number;
}

/** A getter may be called by its Java name as well: `$foreach.getCount()`, `$foreach.isFirst()`. */
const propertyOf = (method: string): string =>
  method === 'hasNext' ? method : method.replace(/^(?:get|is)([A-Z])/, (_, letter: string) => letter.toLowerCase());

export const createLoop = (rounds: Rounds, parent: Value): LoopState => {
  const member = (name: string): Value => {
    switch (name) {
      case 'count':
        return state.index + 1;
      case 'index':
        return state.index;
      case 'hasNext':
        return rounds.hasNext();
      case 'first':
        return state.index === 0;
      case 'last':
        return !rounds.hasNext();
      case 'parent':
        return parent;
      case 'topmost':
        return parent instanceof HostObject ? (parent.host.member('topmost') ?? parent) : state.object;
      default:
        return undefined;
    }
  };
  const object = new HostObject({
    member,
    call: (name) => (propertyOf(name) === name && name !== 'hasNext' ? undefined : member(propertyOf(name))),
    print: () => '{}',
  });
  const state: LoopState = { object, index: -1 };
  return state;
};
