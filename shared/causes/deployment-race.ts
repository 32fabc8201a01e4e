import type { Evidence } from '../model/evidence.ts';
import { changeAround, failsStill, functionReplaced, healed, permissionReplaced } from './change-around.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf } from './failed.ts';
import { logLine, type Scene, seen } from './scene.ts';

/** What a request meets while something is being replaced. */
const RACES = ['invalid-permissions', 'function-error', 'invocation-failed', 'configuration-error', 'assume-role-denied'] as const;

const raced = (scene: Scene): Evidence | undefined => {
  const line = RACES.map((kind) => seen(scene, kind)).find((one) => one !== undefined);
  return line && logLine(line);
};

const seconds = (millis: number): string => `${Math.round(Math.abs(millis) / 1000)} s`;

export default defineCause({
  id: 'deployment-race',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html'),
  step: 'lifecycle',
  seenAs: ['gateway-500', 'gateway-502', 'gateway-503', 'authorizer-500'],
  asks: ['deployment-history'],
  leaves: RACES,
  detect(scene) {
    const near = changeAround(scene);
    const { at } = scene.observation;
    if (failedOf(scene) !== true) return undefined;
    if (failsStill(scene)) return excluded('Requests still fail minutes later: this does not pass by itself.');
    if (!near || !at)
      return scene.changes.length > 0 && at ? excluded('Nothing was deployed or replaced within a minute of the request.') : undefined;
    const { change, delay } = near;
    const facts = { event: change.event, resource: change.resource, delay };
    const evidence: Evidence = {
      kind: 'exchange',
      part: 'changes',
      value: `${change.at.toISOString()} ${change.event}${change.resource === undefined ? '' : ` ${change.resource}`}`,
    };
    const line = raced(scene);
    if (line && seen(scene, 'invalid-permissions') && permissionReplaced(scene)) return found('conclusive', facts, evidence, line);
    if (!line || !healed(scene)) return found('suggested', facts, evidence, ...(line ? [line] : []));
    return found(seen(scene, 'function-error') && functionReplaced(scene) ? 'conclusive' : 'confirmed', facts, evidence, line);
  },
  explain: ({ event, resource, delay }) => ({
    what: `The request fell into a change: ${event}${resource === undefined ? '' : ` of ${resource}`} ${seconds(delay)} ${delay >= 0 ? 'before' : 'after'} it.`,
    why: 'While a permission, version or deployment is being replaced, requests meet the half that is already gone; seconds later they succeed.',
    todo: 'Nothing has to be repaired now. Change the order: add the new permission before the old one goes, shift an alias, and deploy the API last.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Give the new permission another statement id and add it before the old one is removed.',
      'Let the API call an alias, publish the new version first, and move the alias.',
      'Deploy the API after everything that it calls.',
    ],
  }),
});
