import { type Caller, judgeResourcePolicy, type PolicyJudgement } from '../gateway/resource-policy.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Evidence } from '../model/evidence.ts';
import { defineCause, excluded, found } from './define-cause.ts';
import { backendCalled, gatewaySaid, messageOf } from './gateway-words.ts';
import { configured, exchanged, placeOf, type Scene, statusOf } from './scene.ts';

const DENIED = /not authorized to perform: execute-api:Invoke/i;
/** A caller that signed: its own policies may be what denies. */
const SIGNED = /User: arn:/;

const callerOf = ({ stage, api, observation: { request, access } }: Scene): Caller =>
  withoutUndefined({
    apiId: stage.apiId,
    stage: stage.settings.stageName,
    verb: request.method,
    path: request.path,
    sourceIp: access?.fields['identity.sourceIp'],
    isPrivate: api?.endpointTypes?.includes('PRIVATE'),
  });

const judgementOf = (scene: Scene): PolicyJudgement =>
  scene.api?.policy === undefined || scene.api.policy === 'NONE'
    ? { outcome: 'unknown' }
    : judgeResourcePolicy(scene.api.policy, callerOf(scene));

const policyEvidence = (scene: Scene, judged: PolicyJudgement): readonly Evidence[] =>
  judged.outcome === 'denied' ? [configured(scene, '/policy', judged.statement ?? scene.api?.policy)] : [];

/** A private API without a policy lets nobody in. */
const isClosed = ({ api }: Scene): boolean => api?.endpointTypes?.includes('PRIVATE') === true && api.policy === 'NONE';

export default defineCause({
  id: 'resource-policy-denied',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html'),
  step: 'front door',
  seenAs: ['forbidden-403'],
  asks: ['client-answer', 'resource-policy'],
  detect(scene) {
    if (scene.stage.kind !== 'REST') return excluded('Only REST APIs have a resource policy.');
    if (backendCalled(scene)) return excluded('The backend was called: the front door let the request in.');
    const said = gatewaySaid(scene, { message: DENIED });
    const judged = judgementOf(scene);
    const evidence = policyEvidence(scene, judged);
    const facts = {
      ...placeOf(scene),
      explicit: judged.outcome === 'denied' ? judged.statement !== undefined : /explicit deny/.test(messageOf(scene) ?? ''),
      closed: isClosed(scene),
    };
    if (said) {
      if (!SIGNED.test(messageOf(scene) ?? '')) return found('conclusive', facts, said, ...evidence);
      return found(
        evidence.length > 0 || /resource-based/.test(messageOf(scene) ?? '') ? 'confirmed' : 'suggested',
        facts,
        said,
        ...evidence,
      );
    }
    const refused = gatewaySaid(scene, { responseTypes: ['ACCESS_DENIED'] });
    if (refused && scene.method?.authorizationType === 'NONE') return found('confirmed', facts, refused, ...evidence);
    if (judged.outcome === 'allowed') return excluded("The API's resource policy allows this caller.");
    if (scene.api?.policy === 'NONE' && !facts.closed) return excluded('The API has no resource policy.');
    if (statusOf(scene) !== 403) return undefined;
    const text = messageOf(scene);
    if (facts.closed && text !== undefined)
      return found('confirmed', facts, exchanged('response.body', text), configured(scene, '/policy', 'NONE'));
    if (text !== undefined && text !== '')
      return excluded(`A policy's refusal names execute-api:Invoke; the client read "${text.slice(0, 60)}".`);
    const [first, ...rest] = evidence;
    return first && found('confirmed', facts, first, ...rest, exchanged('response.status', '403'));
  },
  explain: ({ path, verb, explicit, closed }) => ({
    what: `The API's resource policy does not let this caller invoke ${verb} ${path}.`,
    why: closed
      ? 'The API is private and has no resource policy: without one nobody is let in.'
      : explicit
        ? 'A Deny statement fits the caller, and a Deny wins over every Allow.'
        : 'No Allow statement fits the caller, and what nothing allows is denied.',
    todo: 'Correct the policy (look for placeholder or private address ranges), and deploy the API: a policy takes effect with a deployment.',
  }),
  repair: () => ({
    kind: 'advice',
    steps: [
      'Compare the policy with the address, VPC endpoint or account that really calls: aws apigateway get-rest-api --rest-api-id API_ID --query policy',
      'aws:SourceIp sees the public address of the caller; for private APIs use aws:SourceVpce or aws:VpcSourceIp.',
      'Save the policy and deploy the stage.',
    ],
  }),
});
