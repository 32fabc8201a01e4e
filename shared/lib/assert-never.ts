/** Reached only by a bug: the compiler has proved that every member of the union is handled. */
export const assertNever = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
};
