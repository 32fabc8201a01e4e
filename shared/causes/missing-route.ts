import { findMethod } from '../gateway/routing.ts';
import type { Evidence } from '../model/evidence.ts';
import { readsOtherwise } from './cannot-be.ts';
import { defineCause, excluded, excludedIf, found } from './define-cause.ts';
import { backendCalled, gatewaySaid, MISSING_TOKEN } from './gateway-words.ts';
import { preflightOf } from './preflight.ts';
import { absent, placeOf, type Scene, seen, statusOf } from './scene.ts';
import { verbsAtPath } from './verbs-at-path.ts';

const startsWithStage = ({ stage, observation: { request } }: Scene): boolean => {
  const name = stage.settings.stageName;
  return name !== undefined && (request.path === `/${name}` || request.path?.startsWith(`/${name}/`) === true);
};

/** HTTP APIs answer 404 `Not Found`, and their access log has no route key. */
const notFound = (scene: Scene): Evidence | undefined => {
  if (scene.stage.kind !== 'HTTP' || statusOf(scene) !== 404) return undefined;
  const { access } = scene.observation;
  if (access?.absent.includes('routeKey')) return { kind: 'log-line', line: access.line };
  return scene.api ? gatewaySaid(scene, { message: /^Not Found$/ }) : undefined;
};

const isConfigured = ({ stage: { workingCopy }, observation: { request } }: Scene): boolean =>
  workingCopy !== undefined && request.path !== undefined && findMethod(workingCopy, request) !== undefined;

export default defineCause({
  id: 'missing-route',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html'),
  step: 'routing',
  seenAs: ['forbidden-403', 'not-found-404'],
  asks: ['client-answer', 'deployed-export'],
  detect(scene) {
    if (backendCalled(scene)) return excluded('The backend was called: a route was found.');
    if (seen(scene, 'start')) return excluded('The execution log has the request: a route was found.');
    const said = gatewaySaid(scene, MISSING_TOKEN) ?? notFound(scene);
    if (!said) return excludedIf(readsOtherwise(/^Missing Authentication Token$/)(scene));
    const { method } = scene;
    const verbs = verbsAtPath(scene);
    const preflight = preflightOf(scene);
    if (preflight && (verbs.length > 0 || (preflight === 'headers' && !scene.api)))
      return excluded('The request is a preflight, and nothing says that its path is unknown: what lacks is its CORS side.');
    if (method?.authorizationType === 'AWS_IAM')
      return excluded('The method exists and asks for an IAM signature: unsigned calls read the same.');
    if (isConfigured(scene) && !(scene.stage.deployed && method))
      return excluded('The route is configured: the stage runs a version without it.');
    const facts = { ...placeOf(scene), verbs, stage: startsWithStage(scene) ? scene.stage.settings.stageName : undefined };
    if (method) return found('suggested', facts, said);
    return found('confirmed', facts, said, ...(scene.api ? [absent(scene, '/methods')] : []));
  },
  explain: ({ path, verb, verbs, stage }) => ({
    what: `The stage has no route for ${verb} ${path}.`,
    why:
      stage === undefined
        ? `An unknown path and a verb that the path does not have are answered alike${verbs.length > 0 ? `; this path has ${verbs.join(', ')}` : ''}.`
        : `The path that arrives begins with /${stage}: the stage name stands in the URL once too often.`,
    todo: 'Call the URL that exists, or create the method and deploy it; a method that asks for IAM must be called signed.',
  }),
  repair: ({ path, verb }) => ({
    kind: 'advice',
    steps: [
      'Compare the URL with what is deployed: aws apigateway get-export --rest-api-id API_ID --stage-name STAGE --export-type oas30 /dev/stdout',
      `If ${verb} ${path} should exist, create the method with its integration and deploy the stage.`,
      'If it exists and its authorizationType is AWS_IAM, sign the call (SigV4).',
    ],
  }),
});
