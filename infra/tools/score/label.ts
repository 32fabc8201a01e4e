import * as z from 'zod/mini';
import { CAUSE_IDS, OUTCOME_IDS } from '../../../shared/model/cause-id.ts';

const verdictId = z.enum([...CAUSE_IDS, ...OUTCOME_IDS]);

/** The `expected` part of a labelled incident file: what a fair judge takes as the top answer. */
const label = z.object({
  cause: verdictId,
  accept: z._default(z.array(verdictId), []),
});

export type Label = z.infer<typeof label>;

const labelled = z.object({ expected: label });

/** `undefined`: the file carries no label, or one that names an unknown id. */
export const readLabel = (file: unknown): Label | undefined => {
  const parsed = labelled.safeParse(file);
  return parsed.success ? parsed.data.expected : undefined;
};
