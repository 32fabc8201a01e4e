import type { Difference } from './difference.ts';

export interface RowResult {
  readonly id: string;
  readonly provenance: 'recorded' | 'claimed';
  readonly tags: readonly string[];
  readonly difference: Difference | undefined;
}

export interface Agreement {
  readonly rows: number;
  readonly agree: number;
}

export interface Conformance extends Agreement {
  readonly recorded: Agreement;
  readonly claimed: Agreement;
  readonly tags: Readonly<Record<string, Agreement>>;
  readonly disagreements: readonly { readonly id: string; readonly provenance: RowResult['provenance']; readonly difference: Difference }[];
}

const agreementOf = (results: readonly RowResult[]): Agreement => ({
  rows: results.length,
  agree: results.filter(({ difference }) => difference === undefined).length,
});

/** Rows that agree of all rows: overall, per provenance, per tag. */
export const tally = (results: readonly RowResult[]): Conformance => {
  const tags = [...new Set(results.flatMap((result) => result.tags))].sort();
  return {
    ...agreementOf(results),
    recorded: agreementOf(results.filter(({ provenance }) => provenance === 'recorded')),
    claimed: agreementOf(results.filter(({ provenance }) => provenance === 'claimed')),
    tags: Object.fromEntries(tags.map((tag) => [tag, agreementOf(results.filter((result) => result.tags.includes(tag)))])),
    disagreements: results.flatMap(({ id, provenance, difference }) => (difference ? [{ id, provenance, difference }] : [])),
  };
};
