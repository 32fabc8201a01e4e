import type { TraceEvent } from '../model/trace.ts';
import { FORMS, type Form } from './grammar.ts';
import { type Fields, fillTemplate } from './template.ts';

const says = ({ implied, template }: Form, fields: Fields): boolean =>
  Object.entries(fields).every(([name, value]) => implied[name] === value || template.slots.some((slot) => slot.name === name)) &&
  template.slots.every(({ name }) => name === '' || name in fields);

const saysAllAloud = ({ template }: Form, fields: Fields): boolean => template.slots.every(({ name }) => fields[name] !== '');

/** The event as API Gateway words it today: the inverse of `parseLine`, without request id or date. */
export const printLine = (event: TraceEvent): string => {
  if (event.kind === 'other') return event.text;
  const { kind, ...fields } = event;
  const forms = FORMS.filter((form) => form.kind === kind && says(form, fields));
  const form = forms.find((candidate) => saysAllAloud(candidate, fields)) ?? forms[0];
  if (!form) throw new Error(`No wording for ${JSON.stringify(event)}`);
  return fillTemplate(form.template, fields);
};
