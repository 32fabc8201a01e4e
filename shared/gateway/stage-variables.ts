const REFERENCE = /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g;

/** Names of the stage variables that a URI, connection id, role or mapping refers to, each once. */
export const stageVariableNames = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]))),
];

/** PM-11: an undefined variable renders as an empty string (recorded); other `${…}` forms stay as they are (inferred). */
export const renderStageVariables = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(REFERENCE, (_, name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? '') : ''));
