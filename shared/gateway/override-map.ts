import { callMethod } from './template/methods.ts';
import { print } from './template/print.ts';
import { TemplateFailure } from './template/template-problem.ts';
import { HostObject, type Value } from './template/values.ts';

/** A map of `$context`: it prints empty (recorded) and templates may write into it. */
export interface ContextMap {
  readonly entries: Map<string, Value>;
  readonly value: HostObject;
}

export const contextMap = (entries: Map<string, Value>): ContextMap => ({
  entries,
  value: new HostObject({
    member: (name) => entries.get(name),
    call: (name, args, budget) => callMethod(entries, name, args, budget),
    print: () => '',
  }),
});

/** One part of an override (`header`, `path`, `querystring`), or the override itself with its `status`. */
export interface OverrideMap extends ContextMap {
  /** Another template begins. */
  readonly reset: () => void;
}

/** VT-17: the same parameter written twice by one template ends in a 500 (documented). */
export const overrideMap = (entries: Map<string, Value> = new Map()): OverrideMap => {
  const written = new Set<string>();
  const put = (key: string): void => {
    if (written.has(key)) throw new TemplateFailure({ kind: 'evaluation', reason: `the parameter ${key} is overridden twice` });
    written.add(key);
  };
  return {
    entries,
    reset: () => written.clear(),
    value: new HostObject({
      member: (name) => entries.get(name),
      call(name, args, budget) {
        if (name === 'put') put(print(args[0], budget));
        return callMethod(entries, name, args, budget);
      },
      print: () => '',
    }),
  };
};
