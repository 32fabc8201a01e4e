import type { Evidence } from '../model/evidence.ts';
import type { LoggedFunctionEvent } from '../model/trace.ts';
import { authorizerFunction, authorizerLog } from './authorizer-scene.ts';
import { backendCalled } from './gateway-words.ts';
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

/** It was ended, or went on for longer than the gateway waits; a cold start counts. */
const ranTooLong = ({ event, line: { text } }: LoggedFunctionEvent, limitMs: number): boolean => {
  if (event.kind === 'report') return event.status === 'timeout' || event.durationMs + (event.initDurationMs ?? 0) > limitMs;
  return event.kind === 'timed-out' || TIMED_OUT.test(text);
};

const logged = (scene: Scene): AuthorizerDelay | undefined => {
  const line = authorizerLog(scene).find((one) => ranTooLong(one, LONGEST_WAIT[scene.stage.kind] * 1000));
  if (!line) return undefined;
  return {
    ...(line.event.kind === 'timed-out' && { seconds: line.event.seconds }),
    ...(line.event.kind === 'report' && line.event.status === undefined && { seconds: LONGEST_WAIT[scene.stage.kind] }),
    written: true,
    evidence: { kind: 'log-line', line: line.line },
  };
};

const LATENCIES = ['integration.latency', 'integrationLatency'];

/** All the time passed before an integration was called, on a method with an authorizer, and the request failed with 500. */
const stoppedBefore = (scene: Scene): boolean => {
  const { access, response } = scene.observation;
  const isCalled = backendCalled(scene) || LATENCIES.some((name) => access?.fields[name] !== undefined);
  const isKnown = access !== undefined && LATENCIES.some((name) => access.absent.includes(name));
  return isKnown && !isCalled && response?.status === 500 && authorizerFunction(scene) !== undefined;
};

/** Milliseconds that the gateway waited: from the access log, or between the start of the authorizer and its failure. */
const waited = (scene: Scene): { readonly millis: number; readonly evidence: Evidence } | undefined => {
  const { access, events } = scene.observation;
  const latency = access?.fields['authorizer.integrationLatency'] ?? access?.fields['authorizer.latency'];
  if (access && latency !== undefined && /^\d{1,9}$/.test(latency))
    return { millis: Number(latency), evidence: { kind: 'log-line', line: access.line } };
  if (access && stoppedBefore(scene))
    return { millis: Number(access.fields.responseLatency), evidence: { kind: 'log-line', line: access.line } };
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
