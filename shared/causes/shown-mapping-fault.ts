import type { Evidence } from '../model/evidence.ts';
import { namesAnotherFault } from './failure-line.ts';
import { isUnseen } from './outcome.ts';
import type { MappingFault } from './parameter-mapping-fault.ts';
import { endpointOf, exchanged, type Scene, statusOf } from './scene.ts';
import { sentLiterally } from './sent-literally.ts';

/** What a backend says to a path that nobody knows, and the gateway to one that is none. */
const SYMPTOMS: ReadonlySet<number> = new Set([400, 404, 500]);

/** The text that should have been replaced was sent. */
const wasSent = (scene: Scene, { value, at }: MappingFault): Evidence | undefined => {
  const uri = endpointOf(scene)?.uri ?? '';
  if (uri.includes('{') && at[1] !== 'responses') return exchanged('endpoint.uri', uri);
  return typeof value === 'string' && value.startsWith("'") ? sentLiterally(scene, value.slice(1, -1)) : undefined;
};

/** What shows this fault in the request; `[]`: the setting and the answer do. */
export const shownBy = (scene: Scene, fault: MappingFault): readonly Evidence[] | undefined => {
  if (isUnseen(scene)) return [];
  const sent = fault.effect === 'runs' ? wasSent(scene, fault) : undefined;
  if (sent) return [sent];
  const explains = SYMPTOMS.has(statusOf(scene) ?? 0) && !namesAnotherFault(scene, 'illegal-character', 'invalid-endpoint-address');
  return fault.effect === 'runs' && fault.at[1] !== 'responses' && explains ? [] : undefined;
};
