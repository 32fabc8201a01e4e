import { functionDidWell } from './cannot-be.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { failedOf, succeeded, unlikelyOnRest } from './failed.ts';
import { namesAnotherFault } from './failure-line.ts';
import { type FunctionFailure, type FunctionFailureKind, functionFailureOf } from './function-failure.ts';
import { functionMemoryOf } from './function-memory.ts';
import { answeredError } from './handler-code.ts';
import { runtimeOf } from './runtime-of.ts';
import { integrationOf, type Scene, seen, statusOf } from './scene.ts';

const ANOTHER_CAUSE: Readonly<Record<Exclude<FunctionFailureKind, 'threw'>, string>> = {
  'timed-out': 'The function did not throw: its own timeout ended it.',
  'answer-too-large': 'The function did not throw: its answer was too large to be handed over.',
  'did-not-start': 'The function did not throw while handling the request: it could not start.',
  'ended-early': 'The runtime ended without an error of the function: memory, an early exit, or no answer.',
};

/** The process left with a status of its own, or with memory to spare: the code ended it (a crash, an exit, a handler that never answers). */
const exitedByItself = (scene: Scene, { kind, message }: FunctionFailure): boolean => {
  const memory = functionMemoryOf(scene)?.state;
  if (kind !== 'ended-early' || memory === 'full' || /signal: killed|[mM]emory/.test(message)) return false;
  return memory === 'to-spare' || /Runtime exited with error: (?:exit status|signal: )/.test(message);
};

export default defineCause({
  id: 'lambda-function-error',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html'),
  step: 'integration',
  seenAs: ['gateway-502', 'gateway-500'],
  asks: ['execution-trace', 'function-log'],
  leaves: ['function-error', 'malformed-proxy-response'],
  detect(scene) {
    const failure = functionFailureOf(scene);
    const type = integrationOf(scene)?.type;
    const mappedTo5xx =
      type === 'AWS' && failure?.kind === 'threw' && (statusOf(scene) ?? 0) >= 500 && !namesAnotherFault(scene, 'function-error');
    if (type !== undefined && type !== 'AWS_PROXY' && !mappedTo5xx)
      return excluded(`The integration is ${type}: a thrown error would not answer 502 there.`);
    if (!failure) {
      const against = functionDidWell(scene) ?? unlikelyOnRest(scene);
      if (against !== undefined) return excluded(against);
      return seen(scene, 'success') && excluded('The log shows no function error: "Successfully completed execution".');
    }
    if (failure.kind !== 'threw' && !exitedByItself(scene, failure)) return excluded(ANOTHER_CAUSE[failure.kind]);
    if (succeeded(scene)) return undefined;
    const { message, errorType, evidence } = failure;
    const written = evidence.kind === 'log-line' ? evidence.line.text : '';
    const facts = { message, errorType, runtime: runtimeOf(scene, `${errorType}: ${message}\n${written}`) };
    const sure = type !== 'AWS' && failure.kind === 'threw' && (seen(scene, 'function-error') || failedOf(scene));
    return found(sure ? 'conclusive' : 'confirmed', facts, evidence);
  },
  explain: ({ message, errorType }) => ({
    what: `The function failed while handling the request: ${[errorType, message].filter(Boolean).join(': ')}`,
    why: 'A proxy integration turns a thrown error into 502 and hides its text from the client.',
    todo: 'Find the error in the function log by its request id, and answer with a statusCode instead of throwing.',
  }),
  repair: ({ message, runtime }) => ({
    kind: 'code',
    advice: 'Catch the error in the handler and return a response for it.',
    ...answeredError(runtime, message),
  }),
});
