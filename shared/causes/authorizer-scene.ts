import { readErrorDocument } from '../gateway/lambda-documents.ts';
import { parseLambdaUri } from '../gateway/lambda-uri.ts';
import type { Authorizer, FunctionFacts } from '../model/api.ts';
import type { Evidence } from '../model/evidence.ts';
import type { FailureEvent, LoggedFunctionEvent, LogLine } from '../model/trace.ts';
import { functionFacts } from './called-function.ts';
import { gatewaySaid, messageOf } from './gateway-words.ts';
import { exchanged, logLine, type Scene, seen, statusOf } from './scene.ts';

/** The authorizer of the method; the only one of the API where the method does not name it. */
export const authorizerOf = ({ api, method }: Scene): Authorizer | undefined => {
  const all = api?.authorizers ?? [];
  const named = all.find(
    ({ id, name }) => method?.authorizerId !== undefined && (id === method.authorizerId || name === method.authorizerId),
  );
  return named ?? (all.length === 1 && method?.authorizationType !== 'NONE' ? all[0] : undefined);
};

interface AuthorizerFunction {
  readonly name: string;
  readonly facts?: FunctionFacts;
}

export const authorizerFunction = (scene: Scene): AuthorizerFunction | undefined => {
  const uri = authorizerOf(scene)?.uri ?? scene.observation.authorizer?.uri;
  const target = uri === undefined ? undefined : parseLambdaUri(uri);
  if (!target) return undefined;
  const facts = functionFacts(scene.stage, target.functionArn);
  return { name: target.name, ...(facts && { facts }) };
};

/** What the authorizer function itself logged for this request; where nothing names it and the request ended there, no other function ran. */
export const authorizerLog = (scene: Scene): readonly LoggedFunctionEvent[] => {
  const name = authorizerFunction(scene)?.name;
  const { functionLog } = scene.observation;
  if (name !== undefined) return functionLog.filter(({ functionName }) => functionName === name);
  return functionLog.length > 0 && authorizerBroke(scene) !== undefined ? functionLog : [];
};

/** What the function behind the integration logged: the log of the authorizer says nothing of it. */
export const integrationLog = (scene: Scene): readonly LoggedFunctionEvent[] => {
  const authorizers = new Set(authorizerLog(scene));
  return scene.observation.functionLog.filter((logged) => !authorizers.has(logged));
};

/** An access record that names the authorizer's error speaks of the authorizer, not of the integration. */
export const isAuthorizerLine = ({ observation: { access } }: Scene, line: LogLine): boolean =>
  line.source === 'access-log' && access?.fields['authorizer.error'] !== undefined;

/** What the authorizer gave back, as far as somebody saw it. */
export const authorizerOutput = (
  scene: Scene,
): { readonly text: string; readonly cut: boolean; readonly evidence: Evidence } | undefined => {
  const { output, outputTruncated } = scene.observation.authorizer ?? {};
  if (output === undefined) return undefined;
  const line = seen(scene, 'authorizer-result');
  const cut = outputTruncated === true || /\[TRUNCATED\]\s*$/.test(output);
  return { text: output, cut, evidence: line ? logLine(line) : exchanged('authorizer.output', output.slice(0, 200)) };
};

/** The output is the runtime's error document, whole or cut. */
export const authorizerError = (scene: Scene): { readonly message: string; readonly errorType?: string } | undefined => {
  const text = authorizerOutput(scene)?.text;
  const document = text === undefined ? undefined : readErrorDocument(text);
  if (!document) return undefined;
  const { errorMessage = '', errorType } = document;
  return { message: errorMessage, ...(errorType !== undefined && { errorType }) };
};

/** Lines with which a request ends in its authorizer. HTTP APIs word a failed authorizer like any failed function. */
export const AUTHORIZER_LINES: readonly FailureEvent['kind'][] = [
  'authorizer-error',
  'policy-unparsable',
  'policy-invalid-json',
  'authorizer-format-mismatch',
  'authorizer-configuration-exception',
  'function-error',
];

/** A failure line that only an authorizer leaves. */
export const authorizerLine = (scene: Scene): Evidence | undefined => {
  const line =
    seen(scene, 'policy-unparsable') ??
    seen(scene, 'policy-invalid-json') ??
    seen(scene, 'authorizer-format-mismatch') ??
    seen(scene, 'authorizer-error') ??
    seen(scene, 'authorizer-configuration-exception');
  return line && logLine(line);
};

/** The request ended in its authorizer with an error, as its lines or the client's answer say. */
export const authorizerBroke = (scene: Scene): Evidence | undefined => {
  const line = authorizerLine(scene);
  if (line) return line;
  const said = gatewaySaid(scene, {
    responseTypes: ['AUTHORIZER_CONFIGURATION_ERROR', 'AUTHORIZER_FAILURE'],
    errorTypes: ['AuthorizerConfigurationException', 'AuthorizerFailureException'],
  });
  if (said) return said;
  const body = scene.observation.response?.body;
  return statusOf(scene) === 500 && messageOf(scene) === undefined && /"message"\s*:\s*null/.test(body ?? '')
    ? exchanged('response.body', body ?? '')
    : undefined;
};

export const AUTHORIZER_NOT_CALLED = 'The authorizer was not called: its permission or its role is missing.';

/**
 * The call of the authorizer was refused: its permission or its role has a cause of its own. The same lines without the end of an
 * authorizer speak of the integration.
 */
export const authorizerRefused = (scene: Scene): boolean =>
  (seen(scene, 'invalid-permissions') !== undefined || seen(scene, 'assume-role-denied') !== undefined) &&
  authorizerBroke(scene) !== undefined;
