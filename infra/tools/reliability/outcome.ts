import type { AlarmWalk, QuestionWalk, Walk } from './walk.ts';

/** From the best outcome to the worst. */
export const OUTCOMES = ['at once', 'again', 'blind', 'refused', 'set aside', 'gap', 'both', 'twice', 'half', 'lost'] as const;

export type Outcome = (typeof OUTCOMES)[number];

type Of<Kind extends Walk['kind']> = Walk & { readonly kind: Kind };

/** Without a fault, and with one. */
type Judge<Kind extends Walk['kind']> = (clean: Of<Kind>, walk: Of<Kind>) => Outcome | undefined;

/** Its beginning and its end. */
const HEARD = 2;

const isReconciled = ({ posts, isShownClosed, records, seen, state, topic, cards, bus }: AlarmWalk): boolean =>
  posts === 1 && isShownClosed && records === 1 && seen === 1 && state === 'closed' && Math.min(topic, cards, bus) >= HEARD;

const ofAlarm: Judge<'alarm'> = (clean, walk) => {
  if (walk.posts > 1) return 'twice';
  if (!isReconciled(walk)) return 'lost';
  if (Math.max(walk.topic, walk.cards, walk.bus) > HEARD) return 'gap';
  if (walk.setAside > clean.setAside) return 'set aside';
  return walk.verdict === clean.verdict && walk.gaps <= clean.gaps ? undefined : 'blind';
};

const ofQuestion: Judge<'question'> = (clean, walk) => {
  const { status, answers, repeats, isFound, setAside }: QuestionWalk & { readonly setAside: number } = walk;
  if (repeats > 0 || answers > clean.answers) return 'twice';
  if (status !== 200) return answers > 0 ? 'both' : 'refused';
  if (answers === 0) return 'lost';
  if (isFound && answers < clean.answers) return 'half';
  if (setAside > 0) return 'set aside';
  return isFound === clean.isFound ? undefined : 'blind';
};

const isQuestion = (walk: Walk): walk is Of<'question'> => walk.kind === 'question';
const isAlarm = (walk: Walk): walk is Of<'alarm'> => walk.kind === 'alarm';

/** What became of an alarm or a question on a path, beside what becomes of it there without this fault. */
export const outcomeOf = (clean: Walk, walk: Walk): Outcome => {
  const judged =
    isQuestion(clean) && isQuestion(walk) ? ofQuestion(clean, walk) : isAlarm(clean) && isAlarm(walk) ? ofAlarm(clean, walk) : 'lost';
  return judged ?? (walk.retries > clean.retries ? 'again' : 'at once');
};
