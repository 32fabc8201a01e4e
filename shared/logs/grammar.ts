import type { FailureEvent, TraceEvent } from '../model/trace.ts';
import { CONFIGURATION_ERROR, FAILURE_LINES } from './failure-lines.ts';
import type { FormOf, FormsOf, KnownKind } from './form.ts';
import { REQUEST_LINES } from './request-lines.ts';
import { compileTemplate, isOpenTemplate, matchTemplate, type Template } from './template.ts';

/** Every line that AWS is known to write, one row per kind of event. A kind without a row does not compile. */
const GRAMMAR: { readonly [Kind in KnownKind]: FormsOf<Kind> } = { ...REQUEST_LINES, ...FAILURE_LINES };

export interface Form {
  readonly kind: KnownKind;
  readonly implied: Readonly<Record<string, unknown>>;
  readonly template: Template;
}

const isKnownKind = (kind: string): kind is KnownKind => Object.hasOwn(GRAMMAR, kind);

const toForm = (kind: KnownKind, form: FormOf<KnownKind>): Form =>
  typeof form === 'string'
    ? { kind, implied: {}, template: compileTemplate(form) }
    : { kind, implied: form[1], template: compileTemplate(form[0]) };

/** In the table's order, which is the order of trial. */
export const FORMS: readonly Form[] = Object.keys(GRAMMAR)
  .filter(isKnownKind)
  .flatMap((kind) => GRAMMAR[kind].map((form) => toForm(kind, form)));

/** Every wording is told from most others by its first characters; all of them are at least this long. */
const KEY_LENGTH = 8;

const FORMS_BY_KEY: ReadonlyMap<string, readonly Form[]> = Map.groupBy(FORMS, ({ template }) => template.head.slice(0, KEY_LENGTH));

const formsFor = (text: string): readonly Form[] => FORMS_BY_KEY.get(text.slice(0, KEY_LENGTH)) ?? [];

/** Whether the text begins as one of AWS's lines does. */
export const hasKnownHead = (text: string): boolean => formsFor(text).some(({ template }) => text.startsWith(template.bareHead));

export interface ParsedLine {
  readonly event: TraceEvent;
  /** Further lines may belong to its last value: a body, a message. */
  readonly open: boolean;
  readonly truncated: boolean;
}

const TRUNCATED = ' [TRUNCATED]';

/** One line without its request id or date. Total: what no row knows becomes `other`. */
export const parseLine = (text: string): ParsedLine => {
  const truncated = text.trimEnd().endsWith(TRUNCATED);
  const whole = truncated ? text.slice(0, text.lastIndexOf(TRUNCATED)) : text;
  for (const { kind, implied, template } of formsFor(whole)) {
    const fields = matchTemplate(template, whole);
    // The table's type ties implied fields to the kind, and the round trip in the tests ties the slots' names to it.
    if (fields) return { event: { kind, ...implied, ...fields } as TraceEvent, open: isOpenTemplate(template, whole), truncated };
  }
  return { event: { kind: 'other', text }, open: false, truncated };
};

export const isFailure = (event: TraceEvent): event is FailureEvent => Object.hasOwn(FAILURE_LINES, event.kind);

/** A failure text, also one that was quoted without `Execution failed due to configuration error:`. */
export const parseFailure = (text: string): FailureEvent | undefined => {
  if (text.trim() === CONFIGURATION_ERROR.trim()) return { kind: 'configuration-error', detail: '' };
  const { event } = parseLine(text.trim());
  if (isFailure(event)) return event;
  const { event: quoted } = parseLine(CONFIGURATION_ERROR + text.trim());
  return isFailure(quoted) && quoted.kind !== 'configuration-error' ? quoted : undefined;
};
