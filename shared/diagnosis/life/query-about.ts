import type { Window } from '../../model/diagnosis.ts';
import type { CollectQuery } from '../collect-query.ts';
import type { IncidentRecord } from './incident-record.ts';

/** The stage of an incident once more, where it is. `undefined`: its API was never found. */
export const queryAbout = (
  { target: { kind, apiId, apiName, stage, region, account } }: Pick<IncidentRecord, 'target'>,
  window: Window,
): CollectQuery | undefined => {
  const api = apiId ?? apiName;
  if (api === undefined) return undefined;
  const place = { ...(region !== undefined && { region }), ...(account !== undefined && { account }) };
  return { api, kind, ...(stage !== undefined && { stage }), window, place };
};
