import { isDeepStrictEqual } from 'node:util';
import type { Fields } from '../../../shared/gateway/fields.ts';
import { valuesOf } from '../../../shared/gateway/fields.ts';
import { isRecord, parseJson } from '../../../shared/lib/json.ts';
import type { ExpectedBody } from './row.ts';

/** The first thing in which a row and the simulator differ; `undefined` when they agree. */
export interface Difference {
  /** `status`, `headers.etag`, `body`, `integrationRequest.uri`. */
  readonly part: string;
  readonly expected: unknown;
  readonly got: unknown;
}

export const differs = (part: string, expected: unknown, got: unknown): Difference | undefined =>
  isDeepStrictEqual(expected, got) ? undefined : { part, expected, got };

/** Names without case, several values joined as HTTP joins them; `null`: the header must not be there. */
export const headersDiffer = (
  part: string,
  expected: Readonly<Record<string, string | null>> | undefined,
  got: Fields,
): Difference | undefined => {
  for (const [name, value] of Object.entries(expected ?? {})) {
    const values = valuesOf(got, name);
    const difference = differs(`${part}.${name}`, value, values.length === 0 ? null : values.join(', '));
    if (difference) return difference;
  }
  return undefined;
};

/** Every named member equal, others free. */
const subsetDiffers = (part: string, expected: unknown, got: unknown): Difference | undefined => {
  if (!isRecord(expected) || !isRecord(got)) return differs(part, expected, got);
  for (const [name, value] of Object.entries(expected)) {
    const difference = subsetDiffers(`${part}.${name}`, value, got[name]);
    if (difference) return difference;
  }
  return undefined;
};

const memberAt = (document: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), document);

export const bodyDiffers = (part: string, expected: ExpectedBody | undefined, got: Uint8Array): Difference | undefined => {
  if (!expected) return undefined;
  const text = Buffer.from(got).toString('utf8');
  if (expected.base64 !== undefined) return differs(part, expected.base64, Buffer.from(got).toString('base64'));
  if (expected.text !== undefined) return differs(part, expected.text, text);
  const document = parseJson(text);
  if (expected.json !== undefined) return differs(part, expected.json, document ?? text);
  const present = (expected.absent ?? []).find((path) => memberAt(document, path) !== undefined);
  if (present !== undefined) return { part: `${part}.${present}`, expected: 'absent', got: memberAt(document, present) };
  return expected.jsonSubset === undefined ? undefined : subsetDiffers(part, expected.jsonSubset, document ?? text);
};
