import { oneLine } from '../lib/readable-text.ts';
import { redactJson } from '../lib/redact.ts';
import type { Evidence } from '../model/evidence.ts';

type Of<Kind extends Evidence['kind']> = Extract<Evidence, { kind: Kind }>;

/** A fact on one line: where it was read (or when it was logged), and what it says. */
export interface EvidenceText {
  readonly label: string;
  readonly text: string;
}

const PLACE: { readonly [Place in Of<'config' | 'absent'>['of']]: string } = {
  deployed: 'deployed',
  'working-copy': 'working copy',
  stage: 'stage',
  function: 'function',
  role: 'role',
  log: 'log',
};

/** UTC; the date stands in the report's head. */
const timeOf = (at: Date): string => at.toISOString().slice(11, 23);

const segments = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `/methods/~1pets/GET/integration/contentHandling` reads `GET /pets integration.contentHandling`. */
export const pointerText = (pointer: string): string => {
  const [first, path, verb, ...rest] = segments(pointer);
  if (first !== 'methods' || path === undefined || verb === undefined) return segments(pointer).join('.') || pointer;
  return [verb, path, rest.join('.')].filter(Boolean).join(' ');
};

const valueText = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** One line of text from strangers, without secrets. */
const clean = (name: string, value: unknown): unknown => Object.values(redactJson({ [name]: value }) as object)[0];

/** The same fact without its secrets. A name at the end of its pointer says whether its value is one. */
export const redactEvidence = (evidence: Evidence): Evidence => REDACTORS[evidence.kind](evidence as never);

const REDACTORS: { readonly [Kind in Evidence['kind']]: (evidence: Of<Kind>) => Evidence } = {
  'log-line': ({ line }) => ({ kind: 'log-line', line: { ...line, text: String(clean('text', line.text)) } }),
  config: (evidence) => ({ ...evidence, value: clean(segments(evidence.pointer).at(-1) ?? '', evidence.value) }),
  absent: (evidence) => evidence,
  exchange: ({ part, value }) => ({ kind: 'exchange', part, value: String(clean(part.split('.').at(-1) ?? '', value)) }),
  metric: (evidence) => evidence,
};

const SOURCE = {
  'execution-log': '',
  'test-log': 'console test: ',
  'access-log': 'access log: ',
  'function-log': 'function log: ',
  replay: 'replayed, nobody logged it: ',
} as const;

const TEXTS: { readonly [Kind in Evidence['kind']]: (evidence: Of<Kind>) => EvidenceText } = {
  'log-line': ({ line }) => ({ label: line.at ? timeOf(line.at) : 'log', text: SOURCE[line.source] + line.text }),
  config: ({ pointer, value, of }) => ({ label: PLACE[of], text: `${pointerText(pointer)} = ${valueText(value)}` }),
  absent: ({ pointer, of }) => ({ label: PLACE[of], text: `${pointerText(pointer)} is missing` }),
  exchange: ({ part, value }) => ({ label: 'exchange', text: `${part}: ${value}` }),
  metric: ({ name, value }) => ({ label: 'metric', text: `${name} = ${value}` }),
};

/** Redacted, on one line, whole: the renderers cut it to what they have room for, and say how much that leaves out. */
export const evidenceText = (evidence: Evidence): EvidenceText => {
  const { label, text } = TEXTS[evidence.kind](redactEvidence(evidence) as never);
  return { label, text: oneLine(text) };
};
