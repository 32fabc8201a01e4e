import { functionFailureOf, hasFunctionError } from '../../causes/function-failure.ts';
import { endpointOf, type Scene, seen } from '../../causes/scene.ts';
import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { EndpointKind, ObservedEndpoint } from '../../model/observation.ts';
import type { Assumed } from './assumed.ts';

type Rebuilt = Result<Assumed<EndpointAnswer>, string>;

const known = (value: EndpointAnswer): Rebuilt => ok({ value, assumptions: [] });

/** How a call ended that brought no answer, from the line that the gateway wrote about it. */
const endedWithout = (scene: Scene): EndpointAnswer | undefined => {
  if (seen(scene, 'rate-exceeded')) return { kind: 'throttled' };
  if (seen(scene, 'timeout')) return { kind: 'timeout' };
  if (seen(scene, 'vpc-link-error')) return { kind: 'vpc-link-error' };
  const network = seen(scene, 'network-error');
  if (network) return { kind: 'unreachable', detail: network.event.detail };
  const tooLarge = seen(scene, 'response-too-large');
  if (tooLarge) return { kind: 'too-large', bytes: tooLarge.event.bytes };
  const tls = seen(scene, 'certificate-name-mismatch') ?? seen(scene, 'certificate-untrusted') ?? seen(scene, 'tls-failed');
  return tls && { kind: 'tls', failure: tls.event };
};

const BY_KIND: Readonly<Partial<Record<EndpointKind, EndpointAnswer>>> = {
  unreachable: { kind: 'unreachable' },
  timeout: { kind: 'timeout' },
  tls: { kind: 'tls', failure: { kind: 'tls-failed' } },
};

const bodyOf = ({ output, outputTruncated, outputBytes }: ObservedEndpoint): Result<Uint8Array | undefined, string> => {
  if (outputTruncated) return err('The log cut what the endpoint answered.');
  if (output?.endsWith('…')) return err('What the endpoint answered was noted with its end left out.');
  if (output?.includes('\uFFFD')) return err('What the endpoint answered is known only as damaged text.');
  if (output === undefined && outputBytes !== undefined && outputBytes > 0)
    return err(`Of the endpoint's answer only the length is known, ${outputBytes} bytes.`);
  return ok(output === undefined ? undefined : encodeUtf8(output));
};

/** A failed function whose document nobody kept: a message is all that the gateway reads of it. */
const fromFunctionLog = (scene: Scene): Rebuilt | undefined => {
  const failure = functionFailureOf(scene);
  if (failure === undefined) return undefined;
  const document = { errorMessage: failure.message, ...(failure.errorType !== undefined && { errorType: failure.errorType }) };
  return ok({
    value: { kind: 'function-error', headers: [], body: encodeUtf8(JSON.stringify(document)) },
    assumptions: ["The function's error document was put together from the message that was logged."],
  });
};

const UNKNOWN = 'What the endpoint answered is not known.';

const fromAnswer = (scene: Scene, endpoint: ObservedEndpoint): Rebuilt => {
  const body = bodyOf(endpoint);
  if (!body.ok) return fromFunctionLog(scene) ?? body;
  const headers = Object.entries(endpoint.headers ?? {});
  if (body.value !== undefined && hasFunctionError(scene)) return known({ kind: 'function-error', headers, body: body.value });
  const { kind, status = kind === 'lambda' || kind === undefined ? 200 : undefined } = endpoint;
  if (body.value !== undefined && status !== undefined) return known({ kind: 'answered', status, headers, body: body.value });
  const failed = fromFunctionLog(scene);
  if (failed) return failed;
  if (status === undefined || kind === 'lambda' || kind === undefined) return err(UNKNOWN);
  return ok({
    value: { kind: 'answered', status, headers, body: new Uint8Array() },
    assumptions: ["The body of the endpoint's answer was not noted: an empty one was taken."],
  });
};

/** What the endpoint answered, as far as anybody saw it. The failure is one sentence. */
export const rebuildEndpoint = (scene: Scene): Rebuilt => {
  const ended = endedWithout(scene);
  if (ended) return known(ended);
  const endpoint = endpointOf(scene);
  if (endpoint === undefined) return fromFunctionLog(scene) ?? err(UNKNOWN);
  const fixed = endpoint.kind && BY_KIND[endpoint.kind];
  return fixed ? known(fixed) : fromAnswer(scene, endpoint);
};
