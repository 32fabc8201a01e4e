/** Headers or query parameters as they go over the wire: in order, a name as often as it was sent, its casing kept. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** In any letter case, as HTTP reads names. */
export const valuesOf = (fields: Fields, name: string): readonly string[] => {
  const wanted = name.toLowerCase();
  return fields.flatMap(([key, value]) => (key.toLowerCase() === wanted ? [value] : []));
};

/** Case-sensitive, as mappings read names: RT-8. */
export const exactValuesOf = (fields: Fields, name: string): readonly string[] =>
  fields.flatMap(([key, value]) => (key === name ? [value] : []));

export const firstValue = (fields: Fields, name: string): string | undefined => valuesOf(fields, name)[0];

export const without = (fields: Fields, names: ReadonlySet<string>): Fields => fields.filter(([name]) => !names.has(name.toLowerCase()));

/** Puts fields in the place of those with the same name in any letter case. */
export const overwrite = (fields: Fields, by: Fields): Fields => [
  ...without(fields, new Set(by.map(([name]) => name.toLowerCase()))),
  ...by,
];

/** Adds the fields whose name is not there yet. */
export const withDefaults = (fields: Fields, defaults: Fields): Fields => {
  const present = new Set(fields.map(([name]) => name.toLowerCase()));
  return [...fields, ...defaults.filter(([name]) => !present.has(name.toLowerCase()))];
};

/** RT-6: a map of single values keeps the last one. */
export const lastValues = (fields: Fields): Readonly<Record<string, string>> => Object.fromEntries(fields);

export const allValues = (fields: Fields): Readonly<Record<string, readonly string[]>> => {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const list = values.get(name);
    if (list) list.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(values);
};

/** Java's `Map.toString`, as execution logs print headers and parameters. */
export const printFields = (fields: Fields): string => {
  const entries = Object.entries(allValues(fields)).map(([name, values]) => `${name}=${values.join(', ')}`);
  return `{${entries.join(', ')}}`;
};
