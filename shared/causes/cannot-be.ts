import { integrationLog } from './authorizer-scene.ts';
import { backendCalled, messageOf } from './gateway-words.ts';
import { endpointOf, integrationOf, type Scene, seen } from './scene.ts';
import { callsService } from './service-answer.ts';

/** Cheap facts, each of which rules out a whole family of causes: a sentence, or `undefined` where the fact does not hold. */
type Fact = (scene: Scene) => string | undefined;

export const runsNoFunction: Fact = (scene) => {
  const type = integrationOf(scene)?.type;
  if (type === 'MOCK' || type === 'HTTP' || type === 'HTTP_PROXY') return `The integration is ${type}: it runs no function.`;
  return callsService(scene) === true ? 'The integration calls an AWS service other than Lambda: it runs no function.' : undefined;
};

/** An HTTP integration calls a host that somebody runs; all others call AWS, or nobody. */
export const callsNoHost: Fact = (scene) => {
  const type = integrationOf(scene)?.type;
  if (type === 'MOCK' || type === 'AWS' || type === 'AWS_PROXY') return `The integration is ${type}: it calls no host of yours.`;
  return type === undefined && endpointOf(scene)?.kind === 'lambda'
    ? 'The integration invokes a function: it calls no host of yours.'
    : undefined;
};

const ran = (scene: Scene): boolean =>
  seen(scene, 'function-error') !== undefined ||
  endpointOf(scene)?.functionError === 'Unhandled' ||
  endpointOf(scene)?.functionError === 'Handled' ||
  integrationLog(scene).some(({ event }) => event.kind === 'start' || event.kind === 'report');

/** The function took the call: whatever is needed to reach it is right. */
export const functionRan: Fact = (scene) => (ran(scene) ? 'The function was reached and ran.' : undefined);

/** Some answer came back, or a function ran. */
export const backendReached: Fact = (scene) => {
  if (ran(scene)) return functionRan(scene);
  const received = seen(scene, 'received');
  if (received)
    return received.event.status === undefined ? 'The backend answered.' : `The backend was reached and answered ${received.event.status}.`;
  return undefined;
};

export const functionDidWell: Fact = (scene) =>
  endpointOf(scene)?.functionError === 'NONE' && endpointOf(scene)?.kind === 'lambda'
    ? 'Lambda reports no error of the function.'
    : undefined;

const LEAST: Readonly<Record<string, string>> = { NONE: 'no authorizer', AWS_IAM: 'AWS_IAM and no authorizer function' };

/** The method asks no authorizer function, or the one that it asks let the request in. */
export const authorizerPassed: Fact = (scene) => {
  const { method, api } = scene;
  const least = LEAST[method?.authorizationType ?? ''];
  if (least !== undefined) return `The method has ${least}.`;
  if (api?.authorizers?.length === 0) return 'The API has no authorizer.';
  if (seen(scene, 'authorizer-ok')) return 'The log says "Successfully completed authorizer execution".';
  return backendCalled(scene) ? 'The backend was called: the authorizer let the request in.' : undefined;
};

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const hasNoBody: Fact = ({ observation: { request } }) => {
  if (request.body === '') return 'The request has no body.';
  const isBodiless = request.body === undefined && request.bodyBytes === undefined && request.binaryBody === undefined;
  return isBodiless && BODILESS.has(request.method ?? '') ? `The request is a ${request.method}, and nobody saw a body in it.` : undefined;
};

const STOCK_REFUSAL =
  /^(?:Forbidden|Missing Authentication Token|Unauthorized|User is not authorized to access this resource.*|User: .{1,300} is not authorized to perform: execute-api:Invoke.*)$/;

/** The client read a refusal of the gateway, and it is none of this kind. */
export const readsOtherwise =
  (own: RegExp): Fact =>
  (scene) => {
    const text = messageOf(scene);
    return text !== undefined && STOCK_REFUSAL.test(text) && !own.test(text)
      ? `Its refusal has other words: the client read "${text.slice(0, 60)}".`
      : undefined;
  };
