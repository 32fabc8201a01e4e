import type { Cause } from '../causes/define-cause.ts';
import { QUESTIONS, type Question } from '../causes/question.ts';
import type { Scene } from '../causes/scene.ts';
import type { CauseId } from '../model/cause-id.ts';
import { isAnswered } from './answered.ts';

/** A cause that is neither found nor ruled out, and what to look up. */
export interface Undecided {
  readonly cause: CauseId;
  readonly question: Question;
}

const NAMES: Readonly<Record<Question, string>> = {
  'execution-trace': "the gateway's own account of the request",
  'function-log': 'the log of the function',
  'deployed-export': 'the configuration that the stage runs',
  'function-policy': "the function's resource policy",
  'function-settings': 'the state of the function',
  'function-concurrency': 'the concurrency of the function',
  'role-policy': 'the trust policy of the role',
  'authorizer-settings': 'the settings of the authorizer',
  'authorizer-log': "the authorizer's answer or log",
  'gateway-responses': 'the gateway responses',
  'stage-settings': 'the settings of the stage',
  'resource-policy': "the API's resource policy",
  'web-acl': 'the web ACL of the stage',
  'usage-plan': 'the usage plans',
  'access-log': 'the access log',
  'domain-mappings': 'the mappings of the custom domain',
  'working-copy': 'the working copy',
  'vpc-link': 'the VPC link',
  'deployment-history': 'the list of changes',
  'client-answer': 'the answer that the client read',
  'past-the-cache': 'the answer past the cache',
  'endpoint-directly': 'the status of the endpoint',
  'endpoint-answer': "the endpoint's own answer",
};

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** The look-up that would decide on a cause: the best one that is not answered yet. `undefined`: all of them are. */
export const openQuestion = (scene: Scene, { asks }: Cause): Question | undefined => asks.find((question) => !isAnswered(scene, question));

/** Why a cause is out that was looked for wherever it shows. */
export const lookedFor = ({ asks }: Cause): string => {
  const sentence = `${list(asks.map((question) => NAMES[question]))} ${asks.length === 1 ? 'is' : 'are'} known, and nothing there speaks for it.`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
};

/** The question that decides on the most causes; of equals the cheapest. */
export const bestQuestion = (undecided: readonly Undecided[]): Question | undefined => {
  const votes = new Map<Question, number>();
  for (const { question } of undecided) votes.set(question, (votes.get(question) ?? 0) + 1);
  return QUESTIONS.filter((question) => votes.has(question)).toSorted((a, b) => (votes.get(b) ?? 0) - (votes.get(a) ?? 0))[0];
};
