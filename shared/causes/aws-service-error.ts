import { defineCause, excluded, found } from './define-cause.ts';
import { succeeded } from './failed.ts';
import { missingTemplate } from './missing-template.ts';
import { staysAnyway } from './outcome.ts';
import { requestTemplateFault } from './request-template-fault.ts';
import { endpointOf, exchanged, integrationOf, logLine, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { callsService, errorNameIn, isServiceError, isUnreadable } from './service-answer.ts';

/** What no caller of the API can avoid: the call itself, its permission or its resource is wrong. */
const CALL_IS_WRONG =
  /UnknownOperation|InvalidAction|MissingAction|AccessDenied|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|NoSuchBucket|NonExistentQueue|QueueDoesNotExist|StateMachineDoesNotExist|StateMachineNotFound|InvalidAddress|PermanentRedirect|ResourceNotFoundException|Throttl/;

const hasTemplateFault = (scene: Scene): boolean => {
  const integration = integrationOf(scene);
  return integration !== undefined && (requestTemplateFault(scene, integration) ?? missingTemplate(scene, integration)) !== undefined;
};

/** A 4xx that the API hands on as 4xx is an answer to its caller, unless the call could not succeed for anybody. */
const isAnAnswer = (scene: Scene, name: string | undefined): boolean => {
  const status = statusOf(scene);
  return status !== undefined && status >= 400 && status < 500 && !(name !== undefined && CALL_IS_WRONG.test(name));
};

interface Advice {
  readonly name: RegExp;
  readonly step: string;
}

const ADVICE: readonly Advice[] = [
  {
    name: /Access|Signature|Client/,
    step: 'Allow the action for the role of the integration, on this very resource, and on its key where it is encrypted.',
  },
  {
    name: /Unknown|Action|Operation/,
    step: 'Correct the action in the URI of the integration: …:SERVICE:action/NAME, or path/… with the parameters that the service reads.',
  },
  {
    name: /NotFound|NoSuch|NonExist|DoesNotExist|Redirect|Address/,
    step: 'Correct the name, account or Region of the resource in the URI: the service does not know it.',
  },
  { name: /Throttl/, step: 'The service limits the calls: raise its quota, or limit the callers of the method.' },
];

const adviceFor = (name: string): string =>
  ADVICE.find((one) => one.name.test(name))?.step ??
  'Compare "Sending request to" and the body after transformations with what the service expects.';

export default defineCause({
  id: 'aws-service-error',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-aws-proxy.html'),
  step: 'integration',
  seenAs: ['gateway-500', 'gateway-502', 'gateway-503', 'client-error', 'forbidden-403', 'not-found-404', 'success'],
  asks: ['execution-trace', 'endpoint-answer'],
  leaves: ['no-output-mapping', 'invalid-method-response', 'transform-response-failed'],
  detect(scene) {
    const service = callsService(scene);
    if (service === false) return excluded('The integration calls no AWS service other than Lambda.');
    const endpoint = endpointOf(scene);
    const body = succeeded(scene) ? undefined : scene.observation.response?.body;
    const output = endpoint?.output ?? (service && isServiceError(body) ? body : undefined);
    const name = errorNameIn(output);
    const { status } = endpoint ?? {};
    const refused = isServiceError(output) || (service === true && isUnreadable(output));
    if (service === undefined && !refused) return undefined;
    if (status !== undefined && status < 400) return excluded(`The service answered ${status}.`);
    if ((status === undefined && !refused) || isAnAnswer(scene, name)) return undefined;
    const bodyLine = seen(scene, 'endpoint-response-body');
    const received = seen(scene, 'received');
    const evidence = bodyLine ? logLine(bodyLine) : exchanged('endpoint', output ?? String(status));
    const sure = name !== undefined && !succeeded(scene) && !isUnreadable(output) && !hasTemplateFault(scene) && !staysAnyway(scene);
    return found(
      sure ? 'conclusive' : 'confirmed',
      { ...placeOf(scene), name, status },
      evidence,
      ...(received ? [logLine(received)] : []),
    );
  },
  explain: ({ path, verb, name, status }) => ({
    what: `The AWS service behind ${verb} ${path} refused the call${name === undefined ? '' : `: ${name}`}${status === undefined ? '' : ` (${status})`}.`,
    why: 'The gateway only carries the call: the action, its parameters, the resource or the permission of the role do not suit the service. What the client sees depends on the integration responses.',
    todo: 'Correct the call; then give errors of the service an integration response of their own.',
  }),
  repair: ({ name = '' }) => ({
    kind: 'advice',
    steps: [
      adviceFor(name),
      'Add an integration response for [45]\\d{2} with a method response, so that callers see an error instead of a 500 or a false success.',
    ],
  }),
});
