import { compileTemplate } from '../gateway/template/render-template.ts';
import { chooseRequestTemplate } from '../gateway/template-choice.ts';
import { headerValue } from '../lib/headers.ts';
import { findJsonFault } from '../lib/json-fault.ts';
import type { Integration } from '../model/api.ts';
import { correctedEscape, correctedForm } from './corrected-template.ts';
import { bodySent } from './replay-on.ts';
import { endpointOf, type Scene } from './scene.ts';

/** What is wrong with the template that a request met, and what to write instead. */
export interface RequestTemplateFault {
  readonly problem: string;
  readonly better: string;
  readonly template: string;
  readonly mediaType?: string;
  /** The template as it should be, where that follows from the request at hand. */
  readonly corrected?: string;
  /** The backend may take what was rendered, and do the wrong thing with it. */
  readonly isSilent?: true;
}

interface Habit {
  readonly problem: string;
  readonly better: string;
  readonly applies: (template: string, body: string | undefined, integration: Integration) => boolean;
  readonly correct?: (template: string, body: string) => string | undefined;
}

const sendsForm = (template: string, { requestParameters }: Integration): boolean =>
  /^\s*Action=/.test(template) || Object.values(requestParameters ?? {}).some((value) => value.includes('x-www-form-urlencoded'));

/** `#set` and its kin leave no line behind. */
const withoutDirectives = (template: string): string => template.replaceAll(/^[^\S\n]*#.*\n?/gm, '');

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
    applies: (template, _body, integration) =>
      sendsForm(template, integration) && /=[^\n&]*\n\s*&?\s*[A-Za-z.]+=/.test(withoutDirectives(template)),
  },
];

const SET = /#set\s*\(\s*\$!?\{?([a-zA-Z]\w*)\s*=|#foreach\s*\(\s*\$!?\{?([a-zA-Z]\w*)\s/g;
const HYPHENATED = /\$!?([a-zA-Z]\w*)((?:\.[a-zA-Z]\w*)*)-/g;
/** Members of these hold no hyphen; those of `$context.authorizer` and of the overrides may. */
const PLAIN_MEMBERS = /^(?:stageVariables\.\w+|context\.(?!authorizer|requestOverride|responseOverride)\w+(?:\.\w+)*)$/;

/** VT-7: a hyphen belongs to the name, so that `$a-$b` reads `a-` (recorded). */
const swallowedHyphen = (template: string): RequestTemplateFault | undefined => {
  const own = new Set([...template.matchAll(SET)].map(([, set, each]) => set ?? each));
  const swallowed = [...template.matchAll(HYPHENATED)].find(
    ([, root = '', members = '']) => (members === '' && own.has(root)) || PLAIN_MEMBERS.test(`${root}${members}`),
  );
  if (!swallowed) return undefined;
  const [read, root = '', members = ''] = swallowed;
  return {
    template,
    isSilent: true,
    problem: `The hyphen after ${read.slice(0, -1)} belongs to the name, so the reference reads another one and prints nothing.`,
    better: `Write \${${root}${members}}-… with braces.`,
  };
};

/** The backend got the body and sent it back as one that it cannot take. */
const wasRefused = (scene: Scene): boolean => {
  const { status, output } = endpointOf(scene) ?? {};
  return status !== undefined && status >= 400 && status < 500 && !/"errorType"/.test(output ?? '');
};

/** What only the request and the rest of the configuration fill in; values that nobody noted would leave holes of their own. */
const UNKNOWABLE = /\$!?\{?(?:context\.(?:authorizer|identity)|stageVariables)\b/;

/** A template that was meant to give JSON and, with this very request, gives none. */
const rendersNoJson = (scene: Scene, template: string): RequestTemplateFault | undefined => {
  if (!/^\s*[{[]/.test(template) || UNKNOWABLE.test(template) || scene.observation.request.body === undefined) return undefined;
  const sent = bodySent(scene);
  const fault = sent === undefined || sent.trim() === '' ? undefined : findJsonFault(sent);
  return fault === undefined
    ? undefined
    : {
        template,
        problem: `With this request the template gives no JSON: it breaks at line ${fault.line}, column ${fault.column}.`,
        better: 'Escape what comes from the request, or take it with $input.json, which brings its own quotation marks.',
      };
};

/** The fault of the template that this request meets: it does not parse, or its input is of a kind that breaks it. */
export const requestTemplateFault = (scene: Scene, integration: Integration): RequestTemplateFault | undefined => {
  const { headers, body } = scene.observation.request;
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
  if (habit) return { problem: habit.problem, better: habit.better, template, mediaType, ...(corrected !== undefined && { corrected }) };
  const fault = swallowedHyphen(template) ?? (wasRefused(scene) ? rendersNoJson(scene, template) : undefined);
  return fault && { ...fault, mediaType };
};
