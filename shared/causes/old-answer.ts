import type { Replay } from '../gateway/gateway.ts';
import { decodeUtf8 } from '../gateway/payload.ts';
import { headerValue } from '../lib/headers.ts';
import type { ApiSnapshot } from '../model/api.ts';
import type { Headers, Observation } from '../model/observation.ts';
import { backendAnswer, replayOn } from './replay-on.ts';
import type { Scene } from './scene.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const read = (result: Replay): Answer | undefined =>
  result.kind === 'answered'
    ? {
        status: result.response.status,
        headers: Object.fromEntries(result.response.headers),
        body: decodeUtf8(result.response.body).trim(),
      }
    : undefined;

/** What one version of the API gives to this request, told what its backend said; `undefined` where too little is known. */
const answerOf = (scene: Scene, api: ApiSnapshot): Answer | undefined => {
  const result = replayOn(scene, api, backendAnswer(scene));
  return result && read(result);
};

/** A header that the versions do not have in common, as the client got it. */
const hasOldHeader = (response: Observation['response'], before: Answer, after: Answer): boolean => {
  const seen = response?.headers;
  if (seen === undefined || Object.keys(seen).length === 0) return false;
  return [...new Set([...Object.keys(before.headers), ...Object.keys(after.headers)])].some((name) => {
    if (/^(?:x-amz|content-length)/i.test(name)) return false;
    const [was, is, got] = [headerValue(before.headers, name), headerValue(after.headers, name), headerValue(seen, name)];
    return was !== is && got === was;
  });
};

/** The client got what the deployed version gives, and the working copy would give something else. */
export const gotOldAnswer = (scene: Scene): boolean => {
  const { deployed, workingCopy } = scene.stage;
  const { response } = scene.observation;
  const before = deployed && answerOf(scene, deployed);
  const after = workingCopy && before && answerOf(scene, workingCopy);
  if (!after || response?.status !== before.status) return false;
  const body = response.body?.trim();
  if (body !== undefined && body !== before.body) return false;
  return before.status !== after.status || (body !== undefined && before.body !== after.body) || hasOldHeader(response, before, after);
};

/** The console Test, which runs the working copy, was answered in another way. */
export const testAnswersOtherwise = ({ observation, siblings }: Scene): boolean =>
  !observation.sources.includes('test-log') &&
  siblings.some(({ sources, request, response }) => {
    if (!sources.includes('test-log') || request.method !== observation.request.method || request.path !== observation.request.path)
      return false;
    const bodies = [response?.body?.trim(), observation.response?.body?.trim()];
    return response?.status !== observation.response?.status || (!bodies.includes(undefined) && bodies[0] !== bodies[1]);
  });
