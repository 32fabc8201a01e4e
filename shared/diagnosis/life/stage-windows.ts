import type { DiagnosisRequest } from '../diagnosis-request.ts';

/** A look of one's own: `done` names the incident that it led to, `release` lets somebody else try. */
export interface OwnLook {
  readonly kind: 'yours';
  readonly done: (incidentKey: string) => Promise<void>;
  readonly release: () => Promise<void>;
}

export type LookTurn = OwnLook | { readonly kind: 'busy' } | { readonly kind: 'done'; readonly incidentKey: string };

/** One worker looks at a stage in a window; for the others its answer stands. Trouble with the table is thrown. */
export type TakeLook = (window: string) => Promise<LookTurn>;

/** As long as a look tells the truth about what else happens on the stage, and short beside the time that a repair takes. */
const WINDOW_MS = 5 * 60_000;

/** The same for every alarm that speaks of a stage within one window, whatever its metric. */
export const lookWindow = ({ alarm, target }: DiagnosisRequest): string => {
  const { account, region, apiId, apiName, stage = '*' } = target;
  const number = Math.floor(new Date(alarm.at).getTime() / WINDOW_MS);
  return [account, region, apiId ?? apiName ?? '', stage, number].join('/');
};
