import type { Integration, IntegrationResponse } from '../model/api.ts';
import type { ObservedEndpoint } from '../model/observation.ts';
import { readErrorDocument } from './lambda-documents.ts';
import { isLambdaUri } from './lambda-uri.ts';
import { compileJavaPattern, type JavaPattern } from './regex/java-pattern.ts';

/** `none`: SE-7, a 500. `unknown`: the integration responses were not supplied, or a pattern that could decide cannot be judged. */
export type Selection = { readonly entry: IntegrationResponse; readonly how: 'pattern' | 'default' } | 'none' | 'unknown';

interface CompiledEntry {
  readonly entry: IntegrationResponse;
  /** `'default'`: the entry has no pattern. `'unjudged'`: the pattern cannot be evaluated. */
  readonly matches: JavaPattern['matches'] | 'default' | 'unjudged';
}

const compileEntry = (entry: IntegrationResponse): CompiledEntry => {
  if (entry.selectionPattern === '') return { entry, matches: 'default' };
  const pattern = compileJavaPattern(entry.selectionPattern);
  return { entry, matches: pattern.ok ? pattern.value.matches : 'unjudged' };
};

/**
 * The integration response that a value selects. SE-2 a Java expression over the whole value; SE-4 an absent or empty pattern is the
 * default; SE-6 the first match in the map's order, and a pattern beats the default (one case recorded, the order inferred).
 */
export const compileSelection = (responses: readonly IntegrationResponse[]): ((value: string) => Selection) => {
  const entries = responses.map(compileEntry);
  return (value) => {
    for (const { entry, matches } of entries) {
      if (matches === 'unjudged') return 'unknown';
      if (matches !== 'default' && matches(value)) return { entry, how: 'pattern' };
    }
    const entry = entries.find(({ matches }) => matches === 'default')?.entry;
    return entry === undefined ? 'none' : { entry, how: 'default' };
  };
};

export const selectIntegrationResponse = ({ responses }: Pick<Integration, 'responses'>, value: string): Selection =>
  responses === undefined ? 'unknown' : compileSelection(responses)(value);

/** How a function call ended, as far as its answer shows: SE-1 looks at the error message alone, SE-5 never at a status. */
const lambdaValue = ({ functionError, output }: ObservedEndpoint): string | undefined => {
  if (functionError === 'NONE') return '';
  if (output === undefined) return undefined;
  const document = readErrorDocument(output);
  if (document !== undefined) return document.errorMessage ?? '';
  return functionError === undefined ? '' : undefined;
};

/**
 * The text that the selection patterns are held against. Lambda (not proxy): the errorMessage of the error document, `''` on success
 * (SE-1, recorded); where `X-Amz-Function-Error` was not seen, an output in the exact shape of an error document counts as one
 * (inferred). Everything else, MOCK included: the status as text. `undefined`: not known.
 */
export const selectionValue = (
  { type, uri }: Pick<Integration, 'type' | 'uri'>,
  endpoint: ObservedEndpoint | undefined,
): string | undefined => {
  const lambda = type === 'AWS' && (uri === undefined ? endpoint?.kind === 'lambda' : isLambdaUri(uri));
  if (!lambda) return endpoint?.status?.toString();
  return endpoint === undefined || endpoint.outputTruncated === true ? undefined : lambdaValue(endpoint);
};
