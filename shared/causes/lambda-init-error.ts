import type { Evidence } from '../model/evidence.ts';
import { functionOf } from './called-function.ts';
import { functionDidWell, runsNoFunction } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { unlikelyOnRest } from './failed.ts';
import { functionFailureOf } from './function-failure.ts';
import { exchanged, integrationOf, logLine, type Scene, seen } from './scene.ts';

/** An error type that only a function that never started can have; its document may be cut. */
const START_ERROR = /"errorType"\s*:\s*"(Runtime\.(?:ImportModuleError|HandlerNotFound|MalformedHandlerName|UserCodeSyntaxError))"/;

/** The authorizer's function has the same fault, and its document is what the gateway tries to read as a policy. */
const authorizerStart = (scene: Scene): { readonly message: string; readonly evidence: Evidence } | undefined => {
  const output = scene.observation.authorizer?.output;
  const type = output === undefined ? undefined : START_ERROR.exec(output)?.[1];
  if (type === undefined || output === undefined) return undefined;
  const line = seen(scene, 'authorizer-result');
  return { message: `the authorizer's function: ${type}`, evidence: line ? logLine(line) : exchanged('authorizer.output', output) };
};

interface Facts {
  readonly message: string;
  readonly name?: string | undefined;
  readonly handler?: string | undefined;
}

export default defineCause({
  id: 'lambda-init-error',
  docs: new URL('https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib'),
  step: 'integration',
  seenAs: ['gateway-502', 'gateway-500', 'authorizer-500'],
  asks: ['execution-trace'],
  leaves: ['function-error', 'malformed-proxy-response', 'authorizer-error', 'policy-invalid-json', 'authorizer-configuration-exception'],
  detect(scene) {
    const called = functionOf(scene);
    const facts = { handler: called?.facts?.handler, name: called?.name };
    const authorizer = authorizerStart(scene);
    if (authorizer) return found<Facts>('confirmed', { message: authorizer.message }, authorizer.evidence);
    const failure = functionFailureOf(scene);
    if (!failure) {
      return excludedIf(runsNoFunction(scene) ?? functionDidWell(scene) ?? unlikelyOnRest(scene));
    }
    if (failure.kind !== 'did-not-start') return excluded('The function did start: it failed while it ran.');
    const message = [failure.errorType, failure.message].filter(Boolean).join(': ');
    const strength = integrationOf(scene)?.type === 'AWS' ? 'confirmed' : 'conclusive';
    return found<Facts>(strength, { ...facts, message }, failure.evidence);
  },
  explain: ({ message, name }) => ({
    what: `The function${name === undefined ? '' : ` ${name}`} cannot start: ${message.split('\n', 1)[0]}`,
    why: 'Lambda loads the handler before it passes the request on; a missing module, handler or file permission fails every call from this deployment on.',
    todo: 'Repair the package or the Handler setting, and deploy the function again.',
  }),
  repair: ({ handler }) => ({
    kind: 'advice',
    steps: [
      `Compare the Handler setting${handler === undefined ? '' : ` (${handler})`} with the file and the name that it exports: FILE.EXPORT, path included.`,
      'List what the package really holds: the module named in the error, its dependencies, the layer that was to bring them.',
      'Files need to be readable (chmod 644, folders and binaries 755); a binary must be built for Linux and the architecture of the function.',
    ],
  }),
});
