import { isRecord, parseJson } from '../../lib/json.ts';
import { lambdaRequest } from '../lambda-request.ts';
import { bytesOf, decodeUtf8 } from '../payload.ts';
import type { Answered } from '../state.ts';
import { traceHeader } from '../trace-header.ts';
import { transformRequest } from '../transform-request.ts';
import { transformResponse } from '../transform-response.ts';
import type { IntegrationBehaviour } from './integration.ts';

/** SE-1, SE-5: the message of a failed function, and an empty text for every success. */
const selectionText = ({ answer }: Answered): string => {
  const document = answer.functionError ? parseJson(decodeUtf8(answer.body)) : undefined;
  return isRecord(document) && typeof document.errorMessage === 'string' ? document.errorMessage : '';
};

/** LA-1, LA-2: the result is the body; a thrown error is a result as well. */
export const lambda: IntegrationBehaviour = {
  prepare(state) {
    const transformed = transformRequest(state);
    if (!transformed.ok) return transformed;
    return lambdaRequest(state, transformed.value.mapped, bytesOf(transformed.value.payload));
  },
  respond: (state) =>
    transformResponse(state, { value: selectionText(state), headers: [traceHeader(state.request.headers, state.options)] }),
};
