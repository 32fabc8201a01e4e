import { insightsTime, type Row, tableRow } from './insights-row.ts';
import type { Cursor } from './insights-tokens.ts';

interface Tally {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Grows in place: a copy per row would make a query quadratic. */
  readonly distinct: Set<string>;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

const emptyTally = (): Tally => ({
  count: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  distinct: new Set(),
  first: undefined,
  last: undefined,
});

const AGGREGATES: Readonly<Record<string, (tally: Tally) => string | undefined>> = {
  count: ({ count }) => String(count),
  count_distinct: ({ distinct }) => String(distinct.size),
  sum: ({ sum }) => String(sum),
  avg: ({ sum, count }) => (count === 0 ? undefined : String(sum / count)),
  min: ({ min, count }) => (count === 0 ? undefined : String(min)),
  max: ({ max, count }) => (count === 0 ? undefined : String(max)),
  earliest: ({ first }) => first,
  latest: ({ last }) => last,
};

interface Aggregate {
  readonly alias: string;
  readonly field: string | undefined;
  readonly result: (tally: Tally) => string | undefined;
}

interface Grouping {
  readonly alias: string;
  readonly value: (row: Row) => string | undefined;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const aliased = (cursor: Cursor, otherwise: string) => (cursor.skip('as') ? cursor.next('name') : otherwise);

const aggregate = (cursor: Cursor): Aggregate | undefined => {
  const name = cursor.next('name') ?? '';
  const result = Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
  if (!result || !cursor.skip('(')) return undefined;
  const field = cursor.skip('*') ? undefined : cursor.next('name');
  if (!cursor.skip(')') || (field === undefined && name !== 'count')) return undefined;
  const alias = aliased(cursor, `${name}(${field ?? '*'})`);
  return alias === undefined ? undefined : { alias, field, result };
};

const bin = (cursor: Cursor): Grouping | undefined => {
  const text = cursor.skip('(') ? cursor.next('name') : undefined;
  const [, size, unit] = /^(\d+)([smhd])$/.exec(text ?? '') ?? [];
  const seconds = Number(size) * (UNIT_SECONDS[unit ?? ''] ?? 0);
  if (!(seconds > 0) || !cursor.skip(')')) return undefined;
  const alias = aliased(cursor, `bin(${text})`);
  const value = (row: Row) => {
    const time = Date.parse(`${(row.get('@timestamp') ?? '').replace(' ', 'T')}Z`);
    return insightsTime(Math.floor(time / 1000 / seconds) * seconds * 1000);
  };
  return alias === undefined ? undefined : { alias, value };
};

const grouping = (cursor: Cursor): Grouping | undefined => {
  if (cursor.skip('bin')) return bin(cursor);
  const field = cursor.next('name');
  if (field === undefined) return undefined;
  const alias = aliased(cursor, field);
  return alias === undefined ? undefined : { alias, value: (row) => row.get(field) };
};

const listOf = <Item>(cursor: Cursor, part: (cursor: Cursor) => Item | undefined): readonly Item[] | undefined => {
  const items: Item[] = [];
  do {
    const item = part(cursor);
    if (item === undefined) return undefined;
    items.push(item);
  } while (cursor.skip(','));
  return items;
};

const add = (tally: Tally, value: string): Tally => {
  const number = Number(value);
  return {
    count: tally.count + 1,
    sum: tally.sum + number,
    min: Math.min(tally.min, number),
    max: Math.max(tally.max, number),
    distinct: tally.distinct.add(value),
    first: tally.first ?? value,
    last: value,
  };
};

export interface Stats {
  readonly columns: readonly string[];
  readonly run: (rows: Iterable<Row>) => Iterable<Row>;
}

/** `stats count(*) as n, avg(latency) by path, bin(5m)`: one line per group, in order of first appearance. */
export const parseStats = (cursor: Cursor): Stats | undefined => {
  const aggregates = listOf(cursor, aggregate);
  const groupings = cursor.skip('by') ? listOf(cursor, grouping) : [];
  if (!aggregates || !groupings) return undefined;
  return {
    columns: [...groupings, ...aggregates].map(({ alias }) => alias),
    *run(rows) {
      const groups = new Map<string, { readonly keys: readonly (string | undefined)[]; tallies: readonly Tally[] }>();
      for (const row of rows) {
        const keys = groupings.map(({ value }) => value(row));
        const id = JSON.stringify(keys);
        const group = groups.get(id) ?? { keys, tallies: aggregates.map(emptyTally) };
        group.tallies = aggregates.map(({ field }, index) => {
          const tally = group.tallies[index] ?? emptyTally();
          const value = field === undefined ? '' : row.get(field);
          return value === undefined ? tally : add(tally, value);
        });
        groups.set(id, group);
      }
      for (const { keys, tallies } of groups.values()) {
        const cells = [
          ...groupings.map(({ alias }, index) => [alias, keys[index]] as const),
          ...aggregates.map(({ alias, result }, index) => [alias, result(tallies[index] ?? emptyTally())] as const),
        ];
        yield tableRow(new Map(cells.filter((cell): cell is readonly [string, string] => cell[1] !== undefined)));
      }
    },
  };
};
