import type { Evidence } from '../model/evidence.ts';
import { authorizerFunction, authorizerLog } from './authorizer-scene.ts';
import { exchanged, type Scene } from './scene.ts';

export interface AuthorizerDelay {
  readonly seconds?: number;
  /** The function's log says so itself; else the wait was as long as a limit. */
  readonly written: boolean;
  readonly evidence: Evidence;
}

/** HTTP APIs wait for an authorizer no longer than this; REST APIs as long as for an integration (inferred). */
const LONGEST_WAIT: Readonly<Record<'REST' | 'HTTP' | 'WEBSOCKET', number>> = { REST: 29, HTTP: 10, WEBSOCKET: 29 };

const TIMED_OUT = /\bTask timed out\b/;

const logged = (scene: Scene): AuthorizerDelay | undefined => {
  const line = authorizerLog(scene).find(
    ({ event, line: { text } }) =>
      event.kind === 'timed-out' || (event.kind === 'report' && event.status === 'timeout') || TIMED_OUT.test(text),
  );
  if (!line) return undefined;
  return {
    ...(line.event.kind === 'timed-out' && { seconds: line.event.seconds }),
    written: true,
    evidence: { kind: 'log-line', line: line.line },
  };
};

/** Milliseconds that the gateway waited: from the access log, or between the start of the authorizer and its failure. */
const waited = ({ observation }: Scene): { readonly millis: number; readonly evidence: Evidence } | undefined => {
  const { access, events } = observation;
  const latency = access?.fields['authorizer.integrationLatency'] ?? access?.fields['authorizer.latency'];
  if (access && latency !== undefined && /^\d{1,9}$/.test(latency))
    return { millis: Number(latency), evidence: { kind: 'log-line', line: access.line } };
  const start = events.find(({ event: { kind } }) => kind === 'authorizer-start')?.line;
  const end = events.find(({ event: { kind } }) => kind === 'authorizer-error')?.line;
  return start?.at && end?.at ? { millis: end.at.getTime() - start.at.getTime(), evidence: { kind: 'log-line', line: end } } : undefined;
};

/** The authorizer ran until a limit ended it: its own timeout, or the gateway's. */
export const authorizerDelay = (scene: Scene): AuthorizerDelay | undefined => {
  const own = logged(scene);
  if (own) return own;
  const { observation, stage } = scene;
  if (observation.authorizer?.kind === 'timeout') return { written: false, evidence: exchanged('authorizer.kind', 'timeout') };
  const wait = waited(scene);
  const limit = Math.min(authorizerFunction(scene)?.facts?.timeoutInSeconds ?? Number.POSITIVE_INFINITY, LONGEST_WAIT[stage.kind]);
  return wait && wait.millis >= limit * 1000 ? { seconds: limit, written: false, evidence: wait.evidence } : undefined;
};

/** It failed long before any limit could have ended it. */
export const failedAtOnce = (scene: Scene): boolean => (waited(scene)?.millis ?? Number.POSITIVE_INFINITY) < 1000;
