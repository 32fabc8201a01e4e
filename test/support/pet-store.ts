import type { Target } from '../../shared/model/diagnosis.ts';
import type { LogLine } from '../../shared/model/trace.ts';

export const target: Target = {
  kind: 'REST',
  apiId: 'a1b2c3d4e5',
  apiName: 'pet-store',
  stage: 'prod',
  region: 'eu-west-1',
  account: '111122223333',
};
export const window = { from: new Date('2026-11-20T14:00:00Z'), to: new Date('2026-11-20T14:10:00Z') };

export const logged = (text: string, at = '2026-11-20T14:03:21.512Z'): LogLine => ({
  source: 'execution-log',
  text,
  requestId: '5f1c2a7e-93b1-4d52-9f0e-2f6f3a1f7d10',
  at: new Date(at),
});

/** The lists of a diagnosis, empty. */
export const nothing = { causes: [], candidates: [], ruledOut: [], open: [], gaps: [], next: [] } as const;
