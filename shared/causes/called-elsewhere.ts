import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import { findMethod } from '../gateway/routing.ts';
import type { Evidence } from '../model/evidence.ts';
import { endpointOf, logLine, methodPointer, type Scene, seen } from './scene.ts';

/** Function or host, where the address writes it out; path parameters and stage variables make no difference to it. */
const placeOf = (uri: string): string | undefined => {
  const target = parseLambdaUri(uri)?.functionArn ?? /^https?:\/\/([^/?#]+)/i.exec(uri)?.[1]?.toLowerCase();
  return target?.includes('{') ? undefined : target;
};

export interface CalledElsewhere {
  readonly pointer: string;
  readonly evidence: readonly [Evidence, Evidence];
}

/** The stage's own log names another function or host than the working copy: the stage runs an older version, whose export nobody took. */
export const calledElsewhere = (scene: Scene): CalledElsewhere | undefined => {
  const { observation, stage } = scene;
  const line = seen(scene, 'sending') ?? seen(scene, 'endpoint-uri');
  const called = placeOf(endpointOf(scene)?.uri ?? '');
  const method = stage.workingCopy && findMethod(stage.workingCopy, observation.request);
  const integration = method?.integration === 'NONE' ? undefined : method?.integration;
  const saved = placeOf(integration?.uri ?? '');
  if (line?.line.source !== 'execution-log' || !method || called === undefined || saved === undefined || called === saved) return undefined;
  const pointer = methodPointer(method, 'integration', 'uri');
  return { pointer, evidence: [logLine(line), { kind: 'config', pointer, value: integration?.uri, of: 'working-copy' }] };
};
