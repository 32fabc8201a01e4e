import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { findMethod } from '../gateway/routing.ts';
import { headerValue } from '../lib/headers.ts';
import type { Method } from '../model/api.ts';
import { type Difference, differences } from '../stage/snapshot-diff.ts';
import { calledElsewhere } from './called-elsewhere.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { gatewaySaid, MISSING_TOKEN } from './gateway-words.ts';
import { gotOldAnswer, testAnswersOtherwise } from './old-answer.ts';
import { methodPointer, type Scene } from './scene.ts';

/** A list of binary types that was saved and not deployed matters to a request whose body it would have kept whole. */
const binaryListMatters = ({ observation, stage }: Scene): boolean => {
  const contentType = headerValue(observation.request.headers, 'content-type');
  const accept = headerValue(observation.request.headers, 'accept');
  const matches = (list: readonly string[] | undefined): boolean =>
    list !== undefined &&
    (matchingBinaryMediaType(contentType, list, 'request') !== undefined ||
      matchingBinaryMediaType(accept, list, 'response') !== undefined);
  return matches(stage.deployed?.binaryMediaTypes) !== matches(stage.workingCopy?.binaryMediaTypes);
};

/** Differences that this request can meet: in its own method, or in the list of binary types where its headers ask for one of them. */
const concerning = (scene: Scene, all: readonly Difference[]): readonly Difference[] => {
  const own = scene.method && methodPointer(scene.method);
  return all.filter(
    ({ pointer }) =>
      (own !== undefined && (pointer === own || pointer.startsWith(`${own}/`))) ||
      (pointer === '/binaryMediaTypes' && binaryListMatters(scene)),
  );
};

/** A route that is configured, and that the stage does not know: it says so, or its export lacks it. */
const undeployedRoute = ({ stage: { deployed, workingCopy }, observation: { request } }: Scene): Method | undefined =>
  workingCopy && request.path !== undefined && !(deployed && findMethod(deployed, request)) ? findMethod(workingCopy, request) : undefined;

export default defineCause({
  id: 'stale-deployment',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html'),
  step: 'lifecycle',
  seenAs: ['gateway-500', 'gateway-502', 'forbidden-403', 'success', 'client-error'],
  asks: ['deployed-export', 'working-copy'],
  detect(scene) {
    const { deployed, workingCopy } = scene.stage;
    const route = undeployedRoute(scene);
    const refusal = route && route.authorizationType !== 'AWS_IAM' ? gatewaySaid(scene, MISSING_TOKEN) : undefined;
    if (route && refusal) {
      const pointer = methodPointer(route);
      const configured = { kind: 'config', pointer, value: route.verb, of: 'working-copy' } as const;
      return found(
        deployed || route.authorizationType !== undefined ? 'confirmed' : 'suggested',
        { pointers: [pointer] },
        refusal,
        configured,
      );
    }
    const elsewhere = deployed ? undefined : calledElsewhere(scene);
    if (elsewhere) return found('confirmed', { pointers: [elsewhere.pointer] }, ...elsewhere.evidence);
    if (!deployed || !workingCopy) return undefined;
    const matter = concerning(scene, differences(deployed, workingCopy));
    const [first, ...rest] = matter;
    if (!first) return excluded('What the stage runs and the working copy agree on this method.');
    if (succeeded(scene) && !binaryListMatters(scene) && !gotOldAnswer(scene) && !testAnswersOtherwise(scene)) return undefined;
    return found(
      'confirmed',
      { pointers: matter.map(({ pointer }) => pointer) },
      { kind: 'config', pointer: first.pointer, value: first.deployed, of: 'deployed' },
      { kind: 'config', pointer: first.pointer, value: first.workingCopy, of: 'working-copy' },
      ...rest
        .slice(0, 4)
        .map(({ pointer, workingCopy: value }) => ({ kind: 'config' as const, pointer, value, of: 'working-copy' as const })),
    );
  },
  explain: ({ pointers }) => ({
    what: `The stage runs an older version than the one configured: they differ in ${pointers.slice(0, 3).join(', ')}${pointers.length > 3 ? ` and ${pointers.length - 3} more` : ''}.`,
    why: 'A change takes effect only when a new deployment is made for the stage; the console Test runs the working copy and shows the new behaviour.',
    todo: 'Create a deployment for the stage, and make the tool that manages the API redeploy on every change.',
  }),
  repair: () => ({
    kind: 'config',
    changes: [{ kind: 'redeploy-stage' }],
    sideEffects: 'Everything that was changed since the last deployment goes live, not only this method.',
  }),
});
