import { err, ok, type Result } from '../../lib/result.ts';
import { firstValue } from '../fields.ts';
import { mask } from '../log-text.ts';
import type { Failure, Step } from '../pipeline.ts';
import type { ApiKeyDecision } from '../replay-options.ts';
import type { Routed } from '../state.ts';

const refuse = ({ method, stage }: Routed, decision: Exclude<ApiKeyDecision, { kind: 'accepted' }>): Failure => {
  const { apiId, resourceId } = stage.place;
  const { stageName } = stage;
  const apiStage = `${apiId}/${stageName}`;
  switch (decision.kind) {
    case 'refused': {
      const detail = `API Key is not associated with a Usage Plan for API Stage ${apiStage}: No Usage Plan found for key and API Stage`;
      return { responseType: 'INVALID_API_KEY', events: [{ kind: 'api-key-refused', method: nameOf(method), detail }] };
    }
    case 'throttled': {
      const { limit, burst } = decision;
      const { verb } = method;
      return {
        responseType: 'THROTTLED',
        events: [{ kind: 'throttled', api: apiId, stage: stageName, resource: resourceId, verb, limit, burst }],
      };
    }
    case 'quota-exceeded':
      return { responseType: 'QUOTA_EXCEEDED', events: [] };
    default:
      return decision satisfies never;
  }
};

const nameOf = ({ path, verb }: Routed['method']): string => `${verb} ${path}`;

/** Usage plan and API key, as recorded; a required key that was not sent is refused in any case. Its lines come before the start. */
export const apiKey: Step<Routed, Routed> = (state): Result<Routed, Failure> => {
  const { emit, method, options, stage } = state;
  if (options.caller === 'console-test') return ok(state);
  const key = firstValue(state.headers, 'x-api-key');
  const shown = key === undefined ? '' : mask(key);
  const apiStage = `${stage.place.apiId}/${stage.stageName}`;
  emit({ kind: 'usage-plan-check', requestId: options.requestId, apiKey: shown, apiStage });
  const required = method.method.apiKeyRequired === true;
  const decision: ApiKeyDecision = required && key === undefined ? { kind: 'refused' } : options.apiKey;
  if (decision.kind !== 'accepted') return err(refuse(state, decision));
  if (!required) emit({ kind: 'api-key-not-required', method: nameOf(method) });
  emit({ kind: 'usage-plan-ok', apiKey: required ? shown : '', apiStage });
  return ok(state);
};
