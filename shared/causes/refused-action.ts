import type { Evidence } from '../model/evidence.ts';
import { succeeded } from './failed.ts';
import { endpointOf, exchanged, logLine, type Scene, seen } from './scene.ts';

/** IAM's own sentence, in the answer of whatever service was called. */
const NOT_AUTHORIZED = /assumed-role\/[^\s"<]+ is not authorized to perform: ([\w-]+:\w+)(?: on resource: (arn:[^\s"<,]+))?/;

/** The service was reached, and IAM refused what the role wanted to do. */
export const refusedAction = (
  scene: Scene,
): { readonly action: string; readonly resource?: string; readonly evidence: Evidence } | undefined => {
  const output = endpointOf(scene)?.output ?? (succeeded(scene) ? undefined : scene.observation.response?.body);
  const [, action, resource] = NOT_AUTHORIZED.exec(output ?? '') ?? [];
  if (action === undefined || output === undefined) return undefined;
  const line = seen(scene, 'endpoint-response-body');
  return { action, ...(resource !== undefined && { resource }), evidence: line ? logLine(line) : exchanged('endpoint.output', output) };
};
