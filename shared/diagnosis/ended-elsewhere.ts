import { type Cause, STEPS, type Step } from '../causes/define-cause.ts';
import { failureLines } from '../causes/failure-line.ts';
import type { Scene } from '../causes/scene.ts';
import type { FoundCause } from '../model/diagnosis.ts';

const SHOWN = 120;

/** As much of a text as goes into a sentence. It is cut between words, so that no half of a secret is left that nobody knows for one. */
const quoted = (text: string): string => {
  const [line = ''] = text.split('\n');
  if (line.length <= SHOWN) return `"${line}"`;
  const words = line.slice(0, SHOWN).lastIndexOf(' ');
  return `"${line.slice(0, Math.max(words, 0))} …"`;
};

const factOf = ({ evidence: [fact] }: FoundCause): string | undefined => {
  if (fact.kind === 'log-line') return quoted(fact.line.text);
  return fact.kind === 'exchange' ? `${fact.part} ${quoted(fact.value)}` : undefined;
};

/** The request ended with lines that this cause never leaves. */
export const failedOtherwise = (scene: Scene, { leaves }: Cause): string | undefined => {
  const lines = failureLines(scene);
  const [first] = lines;
  if (leaves === undefined || !first || lines.some(({ event }) => leaves.some((kind) => kind === event.kind))) return undefined;
  return `The gateway names another fault: ${quoted(first.line.text)}.`;
};

const place = (step: Step): number => STEPS.indexOf(step);

/** What lets a request in or turns it away, before anything is done with it. */
const ENTRANCE: readonly Step[] = ['front door', 'routing', 'authorizer'];

/** A cause that can also leave as a success does not end the request where it sits. */
const endsTheRequest = ({ seenAs }: Cause): boolean => !seenAs.includes('success');

/**
 * Why a cause that nothing speaks for cannot have ended the request, when only one cause can have left how it ended: a request fails
 * once. A fault of an earlier step may have led there and one of the lifecycle or of the gateway responses may stand beside: `undefined`.
 */
export const endedElsewhere = (best: FoundCause, bestCause: Cause, other: Cause): string | undefined => {
  if (best.strength !== 'conclusive' || !endsTheRequest(bestCause)) return undefined;
  if (other.step === 'lifecycle' || other.step === 'gateway response') return undefined;
  const [own, reached] = [place(other.step), place(bestCause.step)];
  if (own < reached) return ENTRANCE.includes(other.step) ? `The request was let in: it came as far as the ${bestCause.step}.` : undefined;
  const fact = factOf(best);
  const shown = fact === undefined ? '' : `: ${fact}`;
  return own === reached
    ? `A request ends once, and this one's end is that of ${best.cause}${shown}.`
    : `The request ended before that, at the ${bestCause.step}${shown}.`;
};
