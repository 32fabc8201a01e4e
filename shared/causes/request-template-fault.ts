import { compileTemplate } from '../gateway/template/render-template.ts';
import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import type { Integration } from '../model/api.ts';
import type { ObservedRequest } from '../model/observation.ts';
import { correctedEscape, correctedForm } from './corrected-template.ts';

/** What is wrong with the template that a request met, and what to write instead. */
export interface RequestTemplateFault {
  readonly problem: string;
  readonly better: string;
  readonly template: string;
  readonly mediaType?: string;
  /** The template as it should be, where that follows from the request at hand. */
  readonly corrected?: string;
}

interface Habit {
  readonly problem: string;
  readonly better: string;
  readonly applies: (template: string, body: string | undefined, integration: Integration) => boolean;
  readonly correct?: (template: string, body: string) => string | undefined;
}

const sendsForm = (template: string, { requestParameters }: Integration): boolean =>
  /^\s*Action=/.test(template) || Object.values(requestParameters ?? {}).some((value) => value.includes('x-www-form-urlencoded'));

/** Templates that work for most inputs and break for some: each with the input that breaks it. */
const HABITS: readonly Habit[] = [
  {
    problem: "$util.escapeJavaScript turns ' into \\', which is no JSON.",
    better: 'Append .replaceAll("\\\\\'", "\'") to the escaped text.',
    applies: (template, body) =>
      template.includes('$util.escapeJavaScript') && !template.includes('replaceAll') && (body?.includes("'") ?? false),
    correct: correctedEscape,
  },
  {
    problem: 'A form value is not URL-encoded: & starts a new parameter, + and % change their meaning.',
    better: 'Wrap the value: MessageBody=$util.urlEncode($input.body)',
    applies: (template, body, integration) =>
      sendsForm(template, integration) &&
      /=\$input\.(?:body|json)/.test(template) &&
      !template.includes('$util.urlEncode') &&
      /[&+%]/.test(body ?? ''),
    correct: correctedForm,
  },
  {
    problem: 'The fields of a form body stand on several lines, so a line break becomes part of a value.',
    better: 'Write the whole form body on one line.',
    applies: (template, _body, integration) => sendsForm(template, integration) && /=[^\n&]*\n\s*&?\s*[A-Za-z.]+=/.test(template),
  },
];

/** The fault of the template that this request meets: it does not parse, or its input is of a kind that breaks it. */
export const requestTemplateFault = (integration: Integration, { headers, body }: ObservedRequest): RequestTemplateFault | undefined => {
  const choice = chooseRequestTemplate(integration, headerValue(headers, 'content-type'));
  if (typeof choice !== 'object') return undefined;
  const { template, mediaType } = choice;
  const compiled = compileTemplate(template);
  if (!compiled.ok) {
    const { reason, at } = compiled.failure;
    return {
      template,
      problem: `The template does not parse${at ? ` at line ${at.line}, column ${at.column}` : ''}: ${reason}.`,
      better:
        "A backslash escapes nothing inside a Velocity string: set a variable to a quotation mark (#set($q = '\"')) and use it there.",
    };
  }
  const habit = HABITS.find(({ applies }) => applies(template, body, integration));
  const corrected = habit?.correct?.(template, body ?? '');
  return habit && { problem: habit.problem, better: habit.better, template, mediaType, ...(corrected !== undefined && { corrected }) };
};
