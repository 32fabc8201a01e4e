import type { Replay } from '../../gateway/gateway.ts';
import { isFailure } from '../../logs/grammar.ts';
import { printLine } from '../../logs/print.ts';

/** `500, "Execution failed due to …"`; the status alone where the answer came through. */
export const outcomeText = ({ response, trace }: Extract<Replay, { kind: 'answered' }>): string => {
  const failure = trace.find(isFailure);
  return failure === undefined ? String(response.status) : `${response.status}, "${printLine(failure)}"`;
};
