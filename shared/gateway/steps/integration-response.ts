import { ok } from '../../lib/result.ts';
import { INTEGRATIONS } from '../integrations/integrations.ts';
import type { Step } from '../pipeline.ts';
import type { Answered, Responded } from '../state.ts';

/** What the client gets of the endpoint's answer, by the rules of the integration's kind. */
export const integrationResponse: Step<Answered, Responded> = (state) => {
  const response = INTEGRATIONS[state.integration.kind].respond(state);
  return response.ok ? ok({ ...state, ...response.value }) : response;
};
