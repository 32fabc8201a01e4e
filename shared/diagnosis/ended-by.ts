import { type Cause, STEPS, type Step } from '../causes/define-cause.ts';
import type { FoundCause } from '../model/diagnosis.ts';

/** A fact in the words of the one who wrote it, short enough for a sentence. */
const quoted = ({ evidence: [fact] }: FoundCause): string | undefined => {
  const text = fact.kind === 'log-line' ? fact.line.text : fact.kind === 'exchange' ? fact.value : undefined;
  return text !== undefined && text.length > 0 && text.length <= 160 && !text.includes('\n') ? `"${text}"` : undefined;
};

const place = (step: Step): number => STEPS.indexOf(step);

/** What lets a request in or turns it away, before anything is done with it. */
const ENTRANCE: readonly Step[] = ['front door', 'routing', 'authorizer'];

/** A cause that can also leave as a success does not end the request where it sits. */
const endsTheRequest = ({ seenAs }: Cause): boolean => !seenAs.includes('success');

/**
 * Why a cause that nothing speaks for cannot have ended the request, when only one cause can have written how it ended: a request fails
 * once. A fault of an earlier step may have led there and one of the lifecycle or of the gateway responses may stand beside: `undefined`.
 */
export const endedBy = (best: FoundCause, bestCause: Cause, other: Cause): string | undefined => {
  if (best.strength !== 'conclusive' || !endsTheRequest(bestCause)) return undefined;
  if (other.step === 'lifecycle' || other.step === 'gateway response') return undefined;
  const fact = quoted(best);
  if (other.step === bestCause.step) return `A request fails once, and only ${best.cause} leaves ${fact ?? 'what was seen of this one'}.`;
  const [own, reached] = [place(other.step), place(bestCause.step)];
  if (own > reached) return `The request ended before that, at the ${bestCause.step}${fact === undefined ? '' : `: ${fact}`}.`;
  return ENTRANCE.includes(other.step) ? `The request was let in: it came as far as the ${bestCause.step}.` : undefined;
};
