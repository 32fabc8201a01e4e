import * as z from 'zod/mini';
import { isRecord } from '../lib/json.ts';
import { findJsonFault } from '../lib/json-fault.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import { tidyIncident } from './tidy-incident.ts';

/** One sentence for a person: what is wrong, where, and what to do. */
export interface IncidentFileProblem {
  readonly kind: 'too-large' | 'empty' | 'not-json' | 'cut-off' | 'not-an-incident' | 'wrong-version' | 'wrong-shape';
  readonly message: string;
  /** JSON pointer of the member at fault, for `wrong-shape` and `wrong-version`. */
  readonly pointer?: string;
}

/** 64 MiB of text: an incident holds samples, not a log group. A bound of ours, not of AWS. */
export const MAX_INCIDENT_LENGTH = 64 * 1024 * 1024;

const object = z.record(z.string(), z.unknown());
const objects = z.array(object);
const event = z.looseObject({ timestamp: z.exactOptional(z.number()), message: z.string() });
const events = z.array(event);

const schema = z.looseObject({
  version: z.literal(1),
  api: z.looseObject({
    kind: z.enum(['REST', 'HTTP', 'WEBSOCKET']),
    id: z.exactOptional(z.string()),
    name: z.exactOptional(z.string()),
    stage: z.exactOptional(z.string()),
    region: z.exactOptional(z.string()),
    account: z.exactOptional(z.string()),
  }),
  window: z.exactOptional(z.looseObject({ from: z.string(), to: z.string() })),
  alarm: z.exactOptional(z.unknown()),
  config: z.exactOptional(
    z.looseObject({
      restApi: z.exactOptional(object),
      stage: z.exactOptional(object),
      deployed: z.exactOptional(object),
      resources: z.exactOptional(objects),
      gatewayResponses: z.exactOptional(objects),
      authorizers: z.exactOptional(objects),
      httpApi: z.exactOptional(object),
      routes: z.exactOptional(objects),
      integrations: z.exactOptional(objects),
      functions: z.exactOptional(z.record(z.string(), object)),
      roles: z.exactOptional(z.record(z.string(), object)),
      domains: z.exactOptional(objects),
    }),
  ),
  logs: z.exactOptional(
    z.looseObject({
      execution: z.exactOptional(events),
      test: z.exactOptional(z.string()),
      access: z.exactOptional(z.looseObject({ format: z.exactOptional(z.string()), events: z.exactOptional(events) })),
      functions: z.exactOptional(z.record(z.string(), events)),
    }),
  ),
  changes: z.exactOptional(
    z.array(z.looseObject({ time: z.exactOptional(z.string()), event: z.string(), resource: z.exactOptional(z.string()) })),
  ),
  metrics: z.exactOptional(z.record(z.string(), z.array(z.tuple([z.number(), z.number()])))),
  exchanges: z.exactOptional(objects),
  samples: z.exactOptional(z.array(z.looseObject({ requestId: z.string(), count: z.number() }))),
  gaps: z.exactOptional(
    z.array(
      z.looseObject({
        kind: z.enum([
          'access-denied',
          'logging-disabled',
          'log-group-missing',
          'log-level-too-low',
          'expired',
          'throttled',
          'budget-spent',
          'not-found',
          'not-supplied',
          'truncated',
          'unreadable',
          'ambiguous',
        ]),
        what: z.string(),
        why: z.string(),
        remedy: z.string(),
      }),
    ),
  ),
  expected: z.exactOptional(z.unknown()),
});

const problem = (kind: IncidentFileProblem['kind'], message: string, pointer?: string): Result<never, IncidentFileProblem> =>
  err({ kind, message, ...(pointer !== undefined && { pointer }) });

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((current, key) => (typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined), value);

const nameOf = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : `the ${typeof value} ${JSON.stringify(value)}`;
};

const WANTED: Readonly<Record<string, string>> = {
  array: 'a list',
  tuple: 'a list of two numbers',
  object: 'an object',
  record: 'an object',
  string: 'a text',
  number: 'a number',
};

const wanted = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return WANTED[issue.expected] ?? `of type ${issue.expected}`;
  return 'a list of two numbers';
};

const shapeProblem = (issue: z.core.$ZodIssue, value: unknown): Result<never, IncidentFileProblem> => {
  const pointer = pointerOf(issue.path);
  const found = valueAt(value, issue.path);
  const state = found === undefined ? 'is missing' : `is ${nameOf(found)}`;
  return problem(
    'wrong-shape',
    `In the incident file ${pointer} ${state}, but must be ${wanted(issue)}: correct it and try again.`,
    pointer,
  );
};

const brokenJson = (text: string): Result<never, IncidentFileProblem> => {
  const { line, column, atEnd } = findJsonFault(text) ?? { line: 1, column: 1, atEnd: false };
  const place = `line ${line}, column ${column}`;
  return atEnd
    ? problem('cut-off', `The incident file is cut off: its JSON ends in the middle at ${place}. Get the whole file and try again.`)
    : problem('not-json', `The incident file is not JSON: it breaks at ${place}. Correct it there, or write the file anew with "capture".`);
};

/** An incident file as text, from disk or standard input. Its own shape is checked; AWS's objects inside are read leniently elsewhere. */
export const parseIncidentFile = (text: string): Result<IncidentFile, IncidentFileProblem> => {
  if (text.length > MAX_INCIDENT_LENGTH)
    return problem(
      'too-large',
      `The incident file has ${text.length} characters, more than the ${MAX_INCIDENT_LENGTH} that are read: keep only the log lines of a few failing requests.`,
    );
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '') return problem('empty', 'The incident file is empty: write one with "capture", or put one together by hand.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(bare);
  } catch {
    return brokenJson(bare);
  }
  if (!isRecord(parsed) || !('version' in parsed || 'api' in parsed))
    return problem('not-an-incident', 'This is JSON, but no incident file: it must be an object with "version": 1 and "api".');
  if (parsed.version !== 1)
    return problem(
      'wrong-version',
      `The incident file's version is ${nameOf(parsed.version)}, but only version 1 is read: write it anew with "capture".`,
      '/version',
    );
  const tidy = tidyIncident(parsed);
  const checked = schema.safeParse(tidy);
  if (checked.success) return ok(checked.data);
  const [issue] = checked.error.issues;
  return issue === undefined ? problem('wrong-shape', 'The incident file has a shape that is not read.') : shapeProblem(issue, tidy);
};
