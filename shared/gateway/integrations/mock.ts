import { err, ok } from '../../lib/result.ts';
import { mockStatusCode } from '../mock-payload.ts';
import { bytesOf, decodeUtf8 } from '../payload.ts';
import { configurationError } from '../pipeline.ts';
import { transformRequest } from '../transform-request.ts';
import { transformResponse } from '../transform-response.ts';
import type { IntegrationBehaviour } from './integration.ts';

/** MO-1 to MO-3: the rendered request template is the endpoint; all it answers is a status. */
export const mock: IntegrationBehaviour = {
  prepare(state) {
    const transformed = transformRequest(state);
    if (!transformed.ok) return transformed;
    const { payload } = transformed.value;
    const status = mockStatusCode(payload.kind === 'text' ? payload.text : decodeUtf8(bytesOf(payload)));
    return status === undefined ? err(configurationError({ kind: 'mock-status-code-unreadable' })) : ok({ kind: 'mock', status });
  },
  respond: (state) => transformResponse(state, { value: String(state.answer.status), headers: [] }),
};
