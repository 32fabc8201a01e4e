import { type Fields, firstValue } from './fields.ts';
import type { ReplayOptions } from './replay-options.ts';

const TRACE_HEADER = 'X-Amzn-Trace-Id';

const memberOf = (value: string, name: string): string | undefined =>
  value
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([key]) => key?.toLowerCase() === name)?.[1];

/** HD-9: a client's Root is kept and a missing Parent added (recorded); without one the gateway begins a trace. */
export const traceHeader = (headers: Fields, { traceRoot, traceParent }: ReplayOptions): readonly [string, string] => {
  const given = firstValue(headers, TRACE_HEADER);
  const root = given === undefined ? undefined : memberOf(given, 'root');
  if (given === undefined || root === undefined) return [TRACE_HEADER, `Root=${traceRoot}`];
  const parent = memberOf(given, 'parent') ?? traceParent;
  const sampled = memberOf(given, 'sampled');
  return [TRACE_HEADER, `Root=${root};Parent=${parent}${sampled === undefined ? '' : `;Sampled=${sampled}`}`];
};
