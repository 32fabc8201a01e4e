import type { StageSettings } from '../../model/api.ts';
import type { CompiledStage } from '../compile-stage.ts';
import type { GatewayRequest } from '../exchange.ts';
import { type Fields, withDefaults, without } from '../fields.ts';
import { DROPPED_FROM_REQUEST } from '../header-rules.ts';
import type { ReplayOptions } from '../replay-options.ts';
import { createContext } from '../request-context.ts';
import type { Received } from '../state.ts';
import { traceHeader } from '../trace-header.ts';

/** HD-1 drops, and what the front end adds; a console Test adds nothing. */
const methodHeaders = ({ headers }: GatewayRequest, { place }: CompiledStage, options: ReplayOptions): Fields => {
  const kept = without(headers, DROPPED_FROM_REQUEST);
  if (options.caller === 'console-test') return kept;
  return withDefaults(kept, [
    ['Host', place.domainName],
    traceHeader(kept, options),
    ['X-Forwarded-For', options.sourceIp],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]);
};

const canaryOf = ({ canary }: StageSettings, options: ReplayOptions): boolean | undefined =>
  canary && (options.canary ?? (canary.percentTraffic ?? 0) >= 100);

/** What is known before any route: the headers as a method will see them, `$context`, and the stage variables under the canary's own. */
export const receive = (stage: CompiledStage, request: GatewayRequest, options: ReplayOptions, emit: Received['emit']): Received => {
  const { place, settings, stageName } = stage;
  const isCanary = canaryOf(settings, options);
  const deploymentId = (isCanary && settings.canary?.deploymentId) || settings.deploymentId;
  return {
    stage,
    request,
    options,
    emit,
    headers: methodHeaders(request, stage, options),
    stageVariables: { ...settings.variables, ...(isCanary && settings.canary?.variables) },
    context: createContext({ place, request, options, stageName, deploymentId, isCanary }),
  };
};
