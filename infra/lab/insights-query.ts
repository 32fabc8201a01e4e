import { err, ok, type Result } from '../../shared/lib/result.ts';
import { parsePredicate } from './insights-filter.ts';
import type { Row } from './insights-row.ts';
import { parseStats } from './insights-stats.ts';
import { type Cursor, compileRegex, cursorOf, type Token, tokenize } from './insights-tokens.ts';

/** What one command does to the rows, and to the columns that are shown. */
interface Command {
  readonly run?: (rows: Iterable<Row>) => Iterable<Row>;
  readonly columns?: (shown: readonly string[]) => readonly string[];
}

const names = (cursor: Cursor): readonly string[] | undefined => {
  const found: string[] = [];
  do {
    const name = cursor.next('name');
    if (name === undefined) return undefined;
    found.push(name);
  } while (cursor.skip(','));
  return found;
};

const union = (left: readonly string[], right: readonly string[]) => [...new Set([...left, ...right])];

const fields = (cursor: Cursor): Command | undefined => {
  const added = names(cursor);
  return added && { columns: (shown) => union(shown, added) };
};

const display = (cursor: Cursor): Command | undefined => {
  const only = names(cursor);
  return only && { columns: () => only };
};

const filter = (cursor: Cursor): Command | undefined => {
  const predicate = parsePredicate(cursor);
  if (!predicate) return undefined;
  return {
    *run(rows) {
      for (const row of rows) if (predicate(row)) yield row;
    },
  };
};

const ANY = '[^\\n]*?';
const escapeRegex = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A glob's asterisks are lazy, the last one at the very end takes the rest. */
const globRegex = (glob: string): string => {
  const parts = glob.split('*').map(escapeRegex);
  const body = parts.join(`(${ANY})`);
  return glob.endsWith('*') ? `${body}$` : body;
};

const parse = (cursor: Cursor): Command | undefined => {
  const source = cursor.peek()?.kind === 'name' ? cursor.next('name') : '@message';
  const glob = cursor.next('text');
  const regex = compileRegex(glob === undefined ? (cursor.next('regex') ?? '(') : globRegex(glob));
  const aliases = glob === undefined ? Object.keys(regex?.namedGroups() ?? {}) : cursor.skip('as') ? names(cursor) : undefined;
  const groups = glob === undefined ? aliases?.length : glob.split('*').length - 1;
  if (!regex || !aliases || source === undefined || aliases.length !== groups) return undefined;
  return {
    columns: (shown) => union(shown, aliases),
    *run(rows) {
      for (const row of rows) {
        const matcher = regex.matcher(row.get(source) ?? '');
        if (!matcher.find()) yield row;
        else {
          const found = aliases.map(
            (alias, index) => [alias, glob === undefined ? matcher.group(alias) : matcher.group(index + 1)] as const,
          );
          yield row.with(new Map(found.filter((cell): cell is readonly [string, string] => typeof cell[1] === 'string')));
        }
      }
    },
  };
};

const stats = (cursor: Cursor): Command | undefined => {
  const parsed = parseStats(cursor);
  return parsed && { columns: () => parsed.columns, run: parsed.run };
};

const compareText = (left = '', right = ''): number => {
  const numeric = Number(left) - Number(right);
  if (left !== '' && right !== '' && !Number.isNaN(numeric)) return numeric;
  return left === right ? 0 : left < right ? -1 : 1;
};

const sort = (cursor: Cursor): Command | undefined => {
  const keys: { readonly field: string; readonly sign: number }[] = [];
  do {
    const field = cursor.next('name');
    if (field === undefined) return undefined;
    const sign = cursor.skip('desc') ? -1 : 1;
    if (sign === 1) cursor.skip('asc');
    keys.push({ field, sign });
  } while (cursor.skip(','));
  const order = (left: Row, right: Row) =>
    keys.map(({ field, sign }) => sign * compareText(left.get(field), right.get(field))).find((sign) => sign !== 0) ?? 0;
  return { run: (rows) => [...rows].sort(order) };
};

function* take(rows: Iterable<Row>, most: number): Generator<Row> {
  let count = 0;
  if (most > 0) {
    for (const row of rows) {
      yield row;
      count += 1;
      if (count === most) return;
    }
  }
}

const limit = (cursor: Cursor): Command | undefined => {
  const most = Number(cursor.next('number') ?? Number.NaN);
  return Number.isInteger(most) && most > 0 ? { run: (rows) => take(rows, most) } : undefined;
};

const dedup = (cursor: Cursor): Command | undefined => {
  const by = names(cursor);
  if (!by) return undefined;
  return {
    *run(rows) {
      const seen = new Set<string>();
      for (const row of rows) {
        const key = JSON.stringify(by.map((field) => row.get(field)));
        if (!seen.has(key)) yield row;
        seen.add(key);
      }
    },
  };
};

const COMMANDS: Readonly<Record<string, (cursor: Cursor) => Command | undefined>> = {
  fields,
  display,
  filter,
  parse,
  stats,
  sort,
  limit,
  dedup,
};

const splitCommands = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const commands: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'mark' && token.value === '|') commands.push([]);
    else commands.at(-1)?.push(token);
  }
  return commands.filter((command) => command.length > 0);
};

export interface InsightsQuery {
  /** Empty: the event's time and message. */
  readonly columns: readonly string[];
  readonly run: (rows: Iterable<Row>) => Iterable<Row>;
}

/** AWS: without a `limit` command a query answers at most 10,000 rows. */
const DEFAULT_LIMIT = 10_000;

/**
 * A part of the Logs Insights query language: fields, display, filter, parse (glob and regular expression), stats, sort, limit, dedup.
 * AWS: CloudWatch Logs User Guide, "Logs Insights language query syntax". The failure says which command was not understood.
 */
export const parseInsightsQuery = (query: string, defaultLimit = DEFAULT_LIMIT): Result<InsightsQuery, string> => {
  const tokens = tokenize(query);
  if (!tokens) return err('unexpected symbol in the query');
  const commands: Command[] = [];
  for (const [head, ...rest] of splitCommands(tokens)) {
    const cursor = cursorOf(rest);
    const name = head?.value ?? '';
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]?.(cursor) : undefined;
    if (!command || !cursor.done()) return err(`the lab does not understand the command "${name}"`);
    commands.push(command);
  }
  const columns = commands.reduce<readonly string[]>((shown, command) => command.columns?.(shown) ?? shown, []);
  return ok({
    columns,
    run: (rows) =>
      take(
        commands.reduce((current, { run }) => run?.(current) ?? current, rows),
        defaultLimit,
      ),
  });
};
