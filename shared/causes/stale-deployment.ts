import { matchingBinaryMediaType } from '../gateway/binary-media-types.ts';
import { headerValue } from '../lib/headers.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { apiDifferences, methodDifferences } from './deployed-difference.ts';
import { succeeded } from './failed.ts';
import type { Scene } from './scene.ts';

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

export default defineCause({
  id: 'stale-deployment',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html'),
  step: 'lifecycle',
  seenAs: ['gateway-500', 'gateway-502', 'forbidden-403', 'success', 'client-error'],
  detect(scene) {
    const { deployed, workingCopy } = scene.stage;
    if (!deployed || !workingCopy) return undefined;
    const ofMethod = scene.method ? methodDifferences(scene.method, workingCopy) : [];
    const ofApi = apiDifferences(deployed, workingCopy);
    const differences = [...ofMethod, ...(binaryListMatters(scene) ? ofApi : [])];
    const [first, ...rest] = differences;
    if (!first) return excluded('What the stage runs and the working copy agree on this method.');
    if (succeeded(scene) && !binaryListMatters(scene)) return undefined;
    return found(
      'confirmed',
      { pointers: differences.map(({ pointer }) => pointer) },
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
