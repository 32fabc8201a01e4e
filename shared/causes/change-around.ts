import type { ChangeRecord } from '../model/incident.ts';
import type { Observation } from '../model/observation.ts';
import type { Scene } from './scene.ts';

const MINUTE = 60_000;
/** How long after a change requests may still meet what it replaced (inferred: 16 failures within 6 s were seen). */
const SETTLED_AFTER = 2 * MINUTE;

/** Events of CloudTrail or a deployment history that replace what serves requests. Lambda's carry a date at the end of their name. */
const REPLACES =
  /^(?:CreateDeployment|UpdateStage|PutRestApi|AddPermission|RemovePermission|UpdateFunctionCode|UpdateFunctionConfiguration|PublishVersion|UpdateAlias|CreateAlias|DeleteAlias|UpdateStack|ExecuteChangeSet)(?:\d{8}\w*)?$/;

export interface ChangeAround {
  readonly change: ChangeRecord & { readonly at: Date };
  /** Milliseconds from the change to the request; negative when the request came first. */
  readonly delay: number;
}

/** The change that is nearest to the request, if one is near enough to have hit it. */
export const changeAround = ({ changes, observation: { at } }: Scene): ChangeAround | undefined => {
  if (!at) return undefined;
  return changes
    .flatMap((change) => {
      if (!change.at || !REPLACES.test(change.event)) return [];
      const delay = at.getTime() - change.at.getTime();
      return Math.abs(delay) <= MINUTE ? [{ change: { ...change, at: change.at }, delay }] : [];
    })
    .toSorted((a, b) => Math.abs(a.delay) - Math.abs(b.delay))[0];
};

/** Milliseconds from each change of these names to the request. */
const delays = ({ changes, observation: { at } }: Scene, names: RegExp): readonly number[] =>
  changes.flatMap((change) => (at && change.at && names.test(change.event) ? [at.getTime() - change.at.getTime()] : []));

const justBefore = (delay: number): boolean => delay >= 0 && delay <= SETTLED_AFTER;
const justAfter = (delay: number): boolean => delay <= 0 && delay >= -SETTLED_AFTER;

/** A permission was taken away just before the request and given again just after: a repair by hand takes longer. */
export const permissionReplaced = (scene: Scene): boolean =>
  delays(scene, /^RemovePermission/).some(justBefore) && delays(scene, /^AddPermission/).some(justAfter);

const FUNCTION_CHANGES = /^(?:UpdateFunction(?:Code|Configuration)|PublishVersion|(?:Create|Update|Delete)Alias)(?:\d|$)/;

/** The request came between two changes of a function: one half of what belongs together was new, and the other old. */
export const functionReplaced = (scene: Scene): boolean => {
  const around = delays(scene, FUNCTION_CHANGES);
  return around.some(justBefore) && around.some(justAfter);
};

const failed = ({ response, events }: Observation): boolean =>
  (response?.status ?? 0) >= 500 || events.some(({ event }) => event.kind === 'completed' && event.status >= 500);

/** A request later than the burst that failed as well. */
export const failsStill = ({ observation: { at }, siblings }: Scene): boolean =>
  at !== undefined &&
  siblings.some((other) => other.at !== undefined && other.at.getTime() - at.getTime() > SETTLED_AFTER && failed(other));

/** The stage was well again: a later request succeeded, or the count of errors went back to zero. */
export const healed = ({ observation: { at }, siblings, metrics }: Scene): boolean => {
  if (at === undefined) return false;
  const later = siblings.some((other) => other.at !== undefined && other.at > at && (other.response?.status ?? 500) < 500);
  const series = metrics['5XXError'] ?? metrics['5xx'] ?? [];
  const after = series.filter(([time]) => time > at.getTime());
  return later || (after.length > 0 && after.every(([, value]) => value === 0));
};
