import { posix } from 'node:path';

/** Lower is deeper. A file imports from its own folder or from a deeper level. */
const LEVELS: Readonly<Record<string, number>> = {
  'shared/lib': 0,
  'shared/model': 1,
  'shared/logs': 2,
  'shared/stage': 2,
  'shared/gateway': 2,
  'shared/causes': 2,
  'shared/repairs': 2,
  'shared/reports': 2,
  'shared/diagnosis': 3,
  'shared/aws': 4,
  'shared/slack': 4,
  'shared/files': 4,
  functions: 5,
  infra: 6,
  test: 7,
};

/** Why nothing deeper may know it. */
const UPWARD: Readonly<Record<string, string>> = {
  'shared/model': 'the library has no domain',
  'shared/logs': 'the vocabulary holds types and guards, no reader',
  'shared/stage': 'the vocabulary holds types and guards, no reader',
  'shared/gateway': 'the vocabulary holds types and guards, no behaviour',
  'shared/causes': 'the vocabulary must not change when a cause is added',
  'shared/repairs': 'the vocabulary holds repairs as data, not their printers',
  'shared/reports': 'a report is the last step: nothing depends on how an answer looks',
  'shared/diagnosis': 'a use case puts readers, causes and reports together; they do not know it',
  'shared/aws': 'an adapter is reached through a port (a function type in shared/diagnosis), so that everything inside runs without AWS',
  'shared/slack':
    'an adapter is reached through a port (a function type in shared/diagnosis), so that everything inside runs without Slack',
  'shared/files': 'an adapter is reached through a port or by an entry point, so that everything inside runs without a disk',
  functions: 'an entry point is called by its trigger, never by code below it',
  infra: 'the lab and the tools are not deployed: nothing that is deployed may need them',
  test: 'nothing that runs may need the tests',
};

interface SiblingEdge {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

export const SIBLING_EDGES: readonly SiblingEdge[] = [
  {
    from: 'shared/causes',
    to: 'shared/gateway',
    because: "a cause confirms itself by the data plane's own rules, the same that replay uses",
  },
  {
    from: 'shared/causes',
    to: 'shared/stage',
    because:
      "what differs between the deployed version and the working copy, and which settings hold for a method, are the stage's own facts",
  },
  { from: 'shared/repairs', to: 'shared/stage', because: 'a repair is applied to a snapshot' },
  { from: 'shared/reports', to: 'shared/repairs', because: 'a report shows the repair as the commands that a person would type' },
];

interface FileEdge {
  readonly file: string;
  readonly to: string;
  readonly because: string;
}

/** Single files that may reach upward. */
export const FILE_EDGES: readonly FileEdge[] = [
  {
    file: 'functions/cli/lab.ts',
    to: 'infra/lab',
    because: 'the command starts the lab, which is loaded when it is asked for; the command line is not deployed',
  },
];

const SIBLINGS =
  'siblings of one level do not import each other: what both need belongs deeper, what joins them belongs in shared/diagnosis';

/** Packages that reach outside the process, and the folders whose job that is. */
const OUTSIDE = /^(?:@aws-sdk\/|@smithy\/|node:(?:fs|http|https|http2|net|tls|dgram|child_process)(?:\/|$))/;
const REACHES_OUTSIDE = new Set(['shared/aws', 'shared/slack', 'shared/files', 'infra', 'test']);

const folderOf = (path: string): string | undefined =>
  Object.keys(LEVELS).find((folder) => path === folder || path.startsWith(`${folder}/`));

const SPECIFIER = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)'(?<specifier>[^'\n]+)'/g;

export const importsOf = (source: string): readonly string[] =>
  [...source.matchAll(SPECIFIER)].flatMap((match) => match.groups?.specifier ?? []);

const allowed = (from: string, to: string): boolean => SIBLING_EDGES.some((edge) => edge.from === from && edge.to === to);

const refusePackage = (from: string, name: string): string | undefined => {
  if (name === 'zod' || name.startsWith('zod/v')) return "write `import * as z from 'zod/mini'`: all of zod costs a cold start 20 ms more";
  return OUTSIDE.test(name) && !REACHES_OUTSIDE.has(from)
    ? 'only shared/aws, shared/slack and shared/files reach outside: the rest takes values and returns values'
    : undefined;
};

const refuseFolder = (from: string, to: string): string | undefined => {
  const [below, above] = [LEVELS[from] ?? 0, LEVELS[to] ?? 0];
  if (from === to || above < below || allowed(from, to)) return undefined;
  return above > below ? UPWARD[to] : SIBLINGS;
};

/** Why `path` may not import `specifier`; `undefined` when it may. */
export const refuseImport = (path: string, specifier: string): string | undefined => {
  const from = folderOf(path);
  if (from === undefined) return undefined;
  if (!specifier.startsWith('.')) return refusePackage(from, specifier);
  const target = posix.join(posix.dirname(path), specifier);
  if (FILE_EDGES.some((edge) => edge.file === path && target.startsWith(`${edge.to}/`))) return undefined;
  const to = folderOf(target);
  return to === undefined ? undefined : refuseFolder(from, to);
};

export const isPlaced = (path: string): boolean => !path.includes('/') || folderOf(path) !== undefined;
