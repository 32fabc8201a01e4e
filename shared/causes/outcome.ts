import type { FailureEvent } from '../model/trace.ts';
import { failedOf } from './failed.ts';
import { namesAnotherFault } from './failure-line.ts';
import { endpointOf, type Scene, seen, statusOf } from './scene.ts';

/** Nobody saw how a request ended: there is the configuration, and at most what somebody asked for. */
export const isUnseen = ({ observation }: Scene): boolean =>
  observation.response === undefined &&
  observation.endpoint === undefined &&
  observation.access === undefined &&
  observation.events.length === 0 &&
  observation.functionLog.length === 0;

/** Somebody saw the endpoint answer. */
const endpointAnswered = (scene: Scene): boolean => {
  const endpoint = endpointOf(scene);
  return seen(scene, 'received') !== undefined || endpoint?.status !== undefined || endpoint?.output !== undefined;
};

/** The 500 of a gateway that could not do its work, and no line of the log that names another fault than these. */
const failedWithout = (scene: Scene, own: readonly FailureEvent['kind'][]): boolean =>
  failedOf(scene) === true && (statusOf(scene) ?? 500) === 500 && !namesAnotherFault(scene, ...own);

/**
 * Whether a setting under which no call can succeed counts as the cause: the client saw the gateway's 500 and the backend was not heard of,
 * or nobody saw a request at all. `own`: the failure lines that this very setting can write.
 */
export const settingDecides = (scene: Scene, ...own: readonly FailureEvent['kind'][]): boolean =>
  isUnseen(scene) || (failedWithout(scene, own) && !endpointAnswered(scene));

/** The same where the backend is reached and refuses. */
export const settingDecidesAfterCall = (scene: Scene, ...own: readonly FailureEvent['kind'][]): boolean =>
  isUnseen(scene) || failedWithout(scene, own);

/** The gateway could not have carried any answer back: the backend's own error stands beside that one, and is not what ended the request. */
export const staysAnyway = (scene: Scene): boolean => seen(scene, 'invalid-method-response') !== undefined;
