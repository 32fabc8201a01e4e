import { compileRoutes } from '../../gateway/compile-routes.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { integrationKind, isProxy, isTyped, type TypedIntegration } from '../../gateway/integration-kind.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Integration, IntegrationType, Method } from '../../model/api.ts';
import type { ReplayStage } from './read-stage.ts';

/** A function that somebody saw answer, without its address. */
export const UNNOTED_FUNCTION =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:unknown/invocations';

/** What stands for an address that nobody noted; the AWS type has none, because the address decides how AWS treats the answer. */
const STAND_IN: Readonly<Partial<Record<IntegrationType, string>>> = {
  AWS_PROXY: UNNOTED_FUNCTION,
  HTTP: 'https://unknown.invalid/',
  HTTP_PROXY: 'https://unknown.invalid/',
};

interface Settled {
  readonly integration: TypedIntegration;
  readonly notes: readonly string[];
}

const withUri = (name: string, integration: TypedIntegration): Result<Settled, string> => {
  const { type, uri } = integration;
  if (type === 'MOCK' || uri !== undefined) return ok({ integration, notes: [] });
  const standIn = STAND_IN[type];
  return standIn === undefined
    ? err(
        `It does not say the uri of the integration of ${name}: whether a function or another service answers decides what follows, so add it.`,
      )
    : ok({
        integration: { ...integration, uri: standIn },
        notes: [`The address of ${name} is not in the file: a made-up one stands for it.`],
      });
};

/** AWS takes no integration with Lambda that has no verb, and Lambda takes POST alone (LA-4): one that is missing was not noted. */
const withVerb = ({ integration, notes }: Settled): Settled => {
  const kind = integrationKind(integration);
  const isLambda = kind === 'lambda' || kind === 'lambda-proxy';
  if (!isLambda || integration.httpMethod !== undefined) return { integration, notes };
  return { integration: { ...integration, httpMethod: 'POST' }, notes };
};

const unknownParts = ({ api }: ReplayStage, { responses }: Method, integration: Integration, proxy: boolean): readonly string[] => [
  ...(api.binaryMediaTypes === undefined ? ['binary media types'] : []),
  ...(proxy || integration.requestTemplates !== undefined ? [] : ['request templates']),
  ...(proxy || integration.responses !== undefined ? [] : ['integration responses']),
  ...(proxy || responses !== undefined ? [] : ['method responses']),
];

const settle = (stage: ReplayStage, method: Method): Result<Settled, string> => {
  const name = `${method.verb} ${method.path}`;
  if (!isTyped(method.integration))
    return err(`It does not hold the integration of ${name} with its type: add it, or take an export of the stage.`);
  const known = withUri(name, method.integration);
  if (!known.ok) return known;
  const { integration, notes } = withVerb(known.value);
  const unknown = unknownParts(stage, method, integration, isProxy(integrationKind(integration)));
  return ok({
    integration,
    notes: [...notes, ...(unknown.length > 0 ? [`Not in the file, and taken as not set: ${unknown.join(', ')}.`] : [])],
  });
};

/**
 * Files hold what somebody knew. The method that a request meets is made whole where AWS leaves no choice, what is taken as not set is
 * said, and where nothing could be said honestly the replay is refused in one sentence. A method that is known to have no integration,
 * and a route that is known not to exist, are left as they are: that is how the stage is.
 */
export const settleMethod = (stage: ReplayStage, { method: verb, path }: GatewayRequest): Result<ReplayStage, string> => {
  const { api, notes } = stage;
  const method = compileRoutes(api.methods).find(verb, path)?.entry;
  if (method === undefined)
    return api.methodsComplete === true
      ? ok(stage)
      : err(`It holds no method for ${verb} ${path}, and does not hold every method: add it, or take an export of the stage.`);
  if (method.integration === 'NONE') return ok(stage);
  const settled = settle(stage, method);
  if (!settled.ok) return settled;
  const whole = { ...method, integration: settled.value.integration };
  const methods = api.methods.map((one) => (one === method ? whole : one));
  return ok({ ...stage, api: { ...api, methods }, notes: [...notes, ...settled.value.notes] });
};
