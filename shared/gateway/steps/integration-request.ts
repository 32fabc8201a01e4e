import { err, ok } from '../../lib/result.ts';
import { withQuery } from '../endpoint-uri.ts';
import { INTEGRATIONS } from '../integrations/integrations.ts';
import { uriProblem } from '../java-uri.ts';
import { printBody, printHeaders } from '../log-text.ts';
import { configurationError, type Step } from '../pipeline.ts';
import type { Integrating, MethodRequest, Prepared } from '../state.ts';

/** A method without an integration cannot be deployed; should one run, it fails (open: the line without a reason is inferred). */
export const findIntegration: Step<MethodRequest, Integrating> = (state) => {
  const integration = state.method.integration();
  return integration ? ok({ ...state, integration }) : err(configurationError({ kind: 'configuration-error', detail: '' }));
};

/** What goes to the endpoint, by the rules of the integration's kind. */
export const integrationRequest: Step<Integrating, Prepared> = (state) => {
  const call = INTEGRATIONS[state.integration.kind].prepare(state);
  return call.ok ? ok({ ...state, call: call.value }) : call;
};

/** The address is looked at first (recorded: a call to no host logs no endpoint line); then the call is logged as it goes out. */
export const send: Step<Prepared, Prepared> = (state) => {
  if (state.call.kind === 'mock') return ok(state);
  const { request } = state.call;
  const uri = withQuery(request);
  const problem = uriProblem(request.uri);
  if (problem?.kind === 'invalid-endpoint-address') return err(configurationError(problem));
  state.emit(
    { kind: 'endpoint-uri', uri },
    { kind: 'endpoint-request-headers', map: printHeaders(request.headers) },
    { kind: 'endpoint-request-body', body: printBody(request.body) },
  );
  if (problem) return err(configurationError(problem));
  state.emit({ kind: 'sending', uri });
  return ok(state);
};
