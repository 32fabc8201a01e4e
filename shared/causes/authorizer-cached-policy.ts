import { allowsOnly, authorizerDecision } from '../gateway/authorizer-output.ts';
import type { InvokeTarget } from '../gateway/execute-api-arn.ts';
import { headerValue } from '../lib/headers.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Observation } from '../model/observation.ts';
import { authorizerOf, authorizerOutput } from './authorizer-scene.ts';
import { authorizerPassed, readsOtherwise } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { backendCalled, gatewaySaid } from './gateway-words.ts';
import { exchanged, placeOf, type Scene, seen, statusOf } from './scene.ts';

const NOT_AUTHORIZED = /User is not authorized to access this resource/i;

const targetOf = ({ stage }: Scene, { request }: Observation): InvokeTarget =>
  withoutUndefined({ apiId: stage.apiId, stage: stage.settings.stageName, verb: request.method, path: request.path });

/** The header that the authorizer reads; `undefined` where nobody wrote it down. */
const tokenOf = (scene: Scene, { request }: Observation): string | undefined => {
  const source = /header\.([\w-]+)/i.exec(authorizerOf(scene)?.identitySource ?? '')?.[1] ?? 'authorization';
  return headerValue(request.headers, source);
};

const sameCaller = (scene: Scene, other: Observation): boolean => {
  const [own, others] = [tokenOf(scene, scene.observation), tokenOf(scene, other)];
  return own === undefined || others === undefined || own === others;
};

/** An answer of the authorizer to another request of the caller that lets in that very request alone. */
const narrowPolicy = (scene: Scene): string | undefined =>
  scene.siblings
    .filter((other) => sameCaller(scene, other))
    .flatMap((other) => {
      const output = other.authorizer?.output;
      if (output === undefined || !allowsOnly(output, targetOf(scene, other))) return [];
      return authorizerDecision(output, targetOf(scene, scene.observation)) === 'deny' ? [output] : [];
    })[0];

export default defineCause({
  id: 'authorizer-cached-policy',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html'),
  step: 'authorizer',
  seenAs: ['forbidden-403'],
  asks: ['authorizer-settings', 'authorizer-log'],
  detect(scene) {
    if (statusOf(scene) !== 403) return undefined;
    if (backendCalled(scene)) return excluded('The backend was called: the authorizer let the request in.');
    const authorizer = authorizerOf(scene);
    if (authorizer?.resultTtlInSeconds === 0) return excluded('The authorizer caches nothing: its TTL is 0.');
    if (authorizerOutput(scene) || seen(scene, 'authorizer-start'))
      return excluded('The authorizer was called for this very request: no cached policy decided.');
    const said = gatewaySaid(scene, { message: NOT_AUTHORIZED });
    const body = scene.observation.response?.body;
    if (!said && body !== undefined && body !== '') return excludedIf(authorizerPassed(scene) ?? readsOtherwise(NOT_AUTHORIZED)(scene));
    const policy = narrowPolicy(scene);
    const facts = { ...placeOf(scene), ttl: authorizer?.resultTtlInSeconds };
    if (policy !== undefined)
      return found(
        'confirmed',
        facts,
        exchanged('siblings.authorizer.output', policy.slice(0, 300)),
        said ?? exchanged('response.status', '403'),
      );
    return said && (authorizer?.resultTtlInSeconds ?? 0) > 0 ? found('suggested', facts, said) : undefined;
  },
  explain: ({ path, verb, ttl }) => ({
    what: `A cached policy, made for another call, denies ${verb} ${path}.`,
    why: `The authorizer's answer is kept per token${ttl === undefined ? '' : ` for ${ttl} s`} and holds for every method that the token calls next; a policy for one methodArn allows only the method that was called first.`,
    todo: 'Let the authorizer return a policy for all that the caller may do (STAGE/*/*), or set its TTL to 0.',
  }),
  repair: () => ({
    kind: 'code',
    advice: 'Write the policy for the caller, not for the request that happened to come first.',
    wrong: 'Resource: event.methodArn',
    right: "Resource: event.methodArn.split('/').slice(0, 2).join('/') + '/*/*'",
  }),
});
