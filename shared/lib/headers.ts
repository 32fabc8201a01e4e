/** The value of a header, whatever the letter case of its name. `undefined` when it is not there. */
export const headerValue = (headers: Readonly<Record<string, string>> | undefined, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
};
