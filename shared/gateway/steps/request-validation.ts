import { err, ok } from '../../lib/result.ts';
import type { TraceEvent } from '../../model/trace.ts';
import type { RequiredParameter } from '../compile-method.ts';
import { exactValuesOf, type Fields, firstValue } from '../fields.ts';
import type { ParameterLocation } from '../parameter-mapping.ts';
import { decodeUtf8 } from '../payload.ts';
import type { Step } from '../pipeline.ts';
import type { ModelVerdict } from '../request-model.ts';
import type { MethodRequest } from '../state.ts';

const DEFAULT_TYPE = 'application/json';

const mediaTypeOf = (contentType: string | undefined): string => contentType?.split(/[,;]/, 1)[0]?.trim().toLowerCase() || DEFAULT_TYPE;

/** The validator's own words: recorded for a missing member and for a body that is no JSON, inferred for the rest. */
const detailOf = (verdict: ModelVerdict): string | undefined => {
  switch (verdict.kind) {
    case 'invalid':
      return verdict.missing.length === 0
        ? '[object does not match the model]'
        : `[object has missing required properties (${JSON.stringify(verdict.missing.toSorted())})]`;
    case 'unreadable':
      return '[Unknown error parsing request body]';
    default:
      return undefined;
  }
};

const missing = ({ headers, request, pathParameters }: MethodRequest, required: readonly RequiredParameter[]): readonly string[] => {
  const fields: Readonly<Record<ParameterLocation, Fields>> = { header: headers, path: pathParameters, querystring: request.query };
  return required
    .filter(({ location, name }) => !exactValuesOf(fields[location], name).some((value) => value.trim() !== ''))
    .map(({ name }) => name);
};

/** VA-1 parameters first, a blank one is missing; VA-2 then the body; VA-4 an unlisted type is not validated. */
export const requestValidation: Step<MethodRequest, MethodRequest> = (state) => {
  const { emit, headers, method, options, request } = state;
  const absent = options.caller === 'console-test' ? [] : missing(state, method.requiredParameters());
  if (absent.length > 0) {
    const message = `Missing required request parameters: [${absent.join(', ')}]`;
    return err({ responseType: 'BAD_REQUEST_PARAMETERS', message, validationError: message, events: [] });
  }
  const contentType = mediaTypeOf(firstValue(headers, 'Content-Type'));
  const models = method.models();
  const verdict = (models.get(contentType) ?? models.get('$default'))?.(decodeUtf8(request.body));
  const detail = verdict && detailOf(verdict);
  if (detail !== undefined) {
    const events: readonly TraceEvent[] = [{ kind: 'validation-failed', contentType, detail }];
    return err({ responseType: 'BAD_REQUEST_BODY', validationError: detail, events });
  }
  if (verdict?.kind === 'valid') emit({ kind: 'validation-ok', contentType });
  return ok(state);
};
