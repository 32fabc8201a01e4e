export type Tree = string | number | boolean | readonly Tree[] | Branch;
export type Branch = { readonly [key: string]: Tree };

export const isBranch = (tree: Tree | undefined): tree is Branch => typeof tree === 'object' && !Array.isArray(tree);

/** What names an entry of a list: the status of a response, the route of an event. */
const nameOf = (entry: Tree): string | undefined => {
  if (!isBranch(entry)) return undefined;
  const { StatusCode: status, http } = entry;
  if (status !== undefined) return JSON.stringify(status);
  return isBranch(http) ? JSON.stringify([http.path, http.method]) : undefined;
};

const isSameEntry = (one: Tree, other: Tree): boolean => nameOf(one) !== undefined && nameOf(one) === nameOf(other);

const mergeLists = (one: readonly Tree[], other: readonly Tree[]): readonly Tree[] => [
  ...one.map((entry) => other.filter((later) => isSameEntry(entry, later)).reduce(merge, entry)),
  ...other.filter((later) => !one.some((entry) => isSameEntry(entry, later))),
];

/** Both, the later one where they set the same; lists are joined. */
export const merge = (one: Tree, other: Tree): Tree => {
  if (Array.isArray(one) && Array.isArray(other)) return mergeLists(one, other);
  if (!isBranch(one) || !isBranch(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const joined = (key: string): Tree => {
    const [before, after] = [Object.hasOwn(one, key) ? one[key] : undefined, Object.hasOwn(other, key) ? other[key] : undefined];
    return before !== undefined && after !== undefined ? merge(before, after) : (after ?? before ?? '');
  };
  return Object.fromEntries([...keys].map((key) => [key, joined(key)]));
};

export const nest = (at: readonly string[], value: Tree): Tree =>
  at.reduceRight<Tree>((inner, key) => Object.fromEntries([[key, inner]]), value);
