import { oneLine, shorten } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { Divergence, Proof } from '../model/proof.ts';

type Of<Kind extends Proof['kind']> = Extract<Proof, { kind: Kind }>;

/** What a replay shows, in words. */
export interface ProofText {
  readonly kind: Proof['kind'];
  /** One word or two: `Proven`. */
  readonly badge: string;
  /** Continues the badge after a colon: `replayed on the deployed configuration it fails the same way (…); …`. */
  readonly detail: string;
  /** What the replay took where the evidence says nothing, one sentence each. */
  readonly assumed: readonly string[];
}

const BADGES: { readonly [Kind in Proof['kind']]: string } = {
  proven: 'Proven',
  reproduced: 'Reproduced',
  refuted: 'Refuted',
  'not-attempted': 'Not replayed',
};

const say = (text: string, max = 300): string => shorten(oneLine(redact(text)), max);

/** Without the full stop: the sentence goes on. */
export const phrase = (text: string, max?: number): string => say(text, max).replace(/\.$/, '');

export const ended = (text: string): string => (/[.!?…)]$/.test(text) ? text : `${text}.`);

const sameFailure = (replayed: string): string => `replayed on the deployed configuration it fails the same way (${phrase(replayed)})`;

export const neighboursText = (count: number): string => {
  if (count === 0) return 'no neighbouring request could be compared';
  return count === 1 ? '1 neighbouring request is not worse off' : `${count} neighbouring requests are not worse off`;
};

const ASPECTS: { readonly [Aspect in Divergence['aspect']]: string } = {
  status: 'status',
  failure: 'failure',
  step: 'step of the log',
  answer: 'answer',
};

const quoted = (text: string): string => (text.trim() === '' ? 'nothing' : `"${phrase(text)}"`);

const DETAILS: { readonly [Kind in Proof['kind']]: (proof: Of<Kind>) => string } = {
  proven: ({ replayed, repaired, neighbours }) =>
    `${sameFailure(replayed)}; with the repair it gives ${phrase(repaired)}; ${neighboursText(neighbours)}.`,
  reproduced: ({ replayed, open }) => `${sameFailure(replayed)}. Open: ${ended(say(open))}`,
  refuted: ({ divergence: { aspect, observed, replayed } }) =>
    `replayed on the deployed configuration it ends differently. The ${ASPECTS[aspect]} was ${quoted(observed)}, the replay has ${quoted(replayed)}.`,
  'not-attempted': ({ reason }) => ended(say(reason)),
};

/** Redacted, of bounded length. */
export const proofText = (proof: Proof): ProofText => ({
  kind: proof.kind,
  badge: BADGES[proof.kind],
  detail: DETAILS[proof.kind](proof as never),
  assumed: 'assumptions' in proof ? proof.assumptions.map((assumption) => ended(say(assumption, 200))) : [],
});

/** A proof, or a refutation, stands at the top of a report; that nothing was replayed is a remark beside the evidence. */
export const isHeadline = ({ kind }: Pick<ProofText, 'kind'>): boolean => kind !== 'not-attempted';

/** `''`, or as a title has it: `proven`. */
export const badgeWord = (proof: ProofText | undefined): string => (proof && isHeadline(proof) ? proof.badge.toLowerCase() : '');

/** Before a cause that is not the verdict. */
export const besideVerdict = ({ kind }: ProofText): string => (kind === 'refuted' ? 'Refuted by replay' : 'Also present');

export const proofSentence = ({ badge, detail }: ProofText): string => `${badge}: ${detail}`;
