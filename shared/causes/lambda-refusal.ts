import { readServiceRefusal } from '../gateway/lambda-documents.ts';
import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { headerValue } from '../lib/headers.ts';
import type { Evidence } from '../model/evidence.ts';
import { endpointOf, exchanged, integrationOf, logLine, type Scene, seen, statusOf } from './scene.ts';

/** How the Lambda service speaks of itself when it cannot run a function (KMS, VPC, EFS, SnapStart); no runtime writes this. */
const CANNOT_RUN =
  /\bLambda (?:was unable to|was not able to|is unable to|could not|couldn['’]t|cannot) |\bThe (?:function is|operation cannot be performed at this time. The function is) currently in the following state: /;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors: names of the errors that come before any code runs. */
const ERROR_NAME =
  /\b(?:KMS(?:AccessDenied|Disabled|InvalidState|NotFound)|EC2(?:AccessDenied|Throttled|Unexpected)|ENILimitReached|SubnetIPAddressLimitReached|Invalid(?:SecurityGroupID|SubnetID|Runtime|ZipFile)|ResourceNotReady|EFS(?:IO|MountConnectivity|MountFailure|MountTimeout)|SnapStart(?:NotReady|Timeout)?|CodeArtifactUser\w{1,20}|ResourceConflict|Service)Exception\b/;

const isLambdaCall = (scene: Scene): boolean => {
  const integration = integrationOf(scene);
  return endpointOf(scene)?.kind === 'lambda' || integration?.type === 'AWS_PROXY' || isLambdaUri(integration?.uri ?? '');
};

interface Refusal {
  readonly message: string;
  readonly exact: boolean;
  readonly evidence: Evidence;
}

/** Lambda's words in the place of the gateway's own: `integration.error` of an access log, or behind the colon of a failure line. */
const loggedRefusal = (scene: Scene): Refusal | undefined => {
  const line = seen(scene, 'configuration-error');
  if (line && CANNOT_RUN.test(line.event.detail)) return { message: line.event.detail, exact: true, evidence: logLine(line) };
  const { access } = scene.observation;
  const text = access?.fields['integration.error'];
  return access && text !== undefined && CANNOT_RUN.test(text)
    ? { message: text, exact: true, evidence: { kind: 'log-line', line: access.line } }
    : undefined;
};

/** Lambda's own status where the gateway wrote down no text: it never runs a function and answers one of these. */
const STATUSES: Readonly<Record<string, string>> = {
  404: 'there is no such function, version or alias',
  408: 'its file system or snapshot was not there in time',
  409: 'it is in a state in which it cannot be called',
  502: 'a key, network interface, subnet or runtime that it needs is missing',
};

const statusRefusal = (scene: Scene): Refusal | undefined => {
  const { access, events } = scene.observation;
  const status = access?.fields['integration.integrationStatus'];
  const meaning = status === undefined ? undefined : STATUSES[status];
  if (!access || meaning === undefined || statusOf(scene) !== 500 || events.length > 0) return undefined;
  if (integrationOf(scene)?.type !== 'AWS_PROXY') return undefined;
  return { message: `${status}, ${meaning}`, exact: false, evidence: { kind: 'log-line', line: access.line } };
};

/** The name alone, in the header that Lambda puts it into. */
const namedRefusal = (scene: Scene): Refusal | undefined => {
  const name = headerValue(endpointOf(scene)?.headers, 'x-amzn-errortype')?.split(':')[0];
  if (name === undefined || !ERROR_NAME.test(name) || !isLambdaCall(scene)) return undefined;
  const line = seen(scene, 'endpoint-response-headers');
  return { message: name, exact: true, evidence: line ? logLine(line) : exchanged('endpoint.headers.x-amzn-ErrorType', name) };
};

/** What the Lambda service said instead of running the function, wherever it stands. */
export const lambdaRefusal = (scene: Scene): Refusal | undefined => {
  const output = endpointOf(scene)?.output;
  const body = scene.observation.response?.body;
  const line = seen(scene, 'endpoint-response-body');
  const evidence = (text: string): Evidence => (line ? logLine(line) : exchanged('endpoint.output', text));
  const document = output === undefined ? undefined : readServiceRefusal(output);
  if (output !== undefined && document && document.reason === undefined)
    return { message: document.message, exact: true, evidence: evidence(output) };
  const told = loggedRefusal(scene) ?? namedRefusal(scene) ?? statusRefusal(scene);
  if (told || !isLambdaCall(scene)) return told;
  if (output !== undefined && CANNOT_RUN.test(output)) return { message: output, exact: false, evidence: evidence(output) };
  return body !== undefined && CANNOT_RUN.test(body)
    ? { message: body, exact: false, evidence: exchanged('response.body', body) }
    : undefined;
};
