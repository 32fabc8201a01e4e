/** Expected failure is a value: `ok` carries what was asked for, `err` says why it could not be had. */
export type Result<Value, Failure> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });

export const err = <Failure>(failure: Failure): Result<never, Failure> => ({ ok: false, failure });
