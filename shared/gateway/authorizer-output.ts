import { isRecord, parseJson } from '../lib/json.ts';
import { coversInvoke, type InvokeTarget } from './execute-api-arn.ts';
import { readErrorDocument } from './lambda-documents.ts';

/** What each refusal means, as a sentence for a person. `recorded` and `inferred` say how sure the rule is. */
export const AUTHORIZER_RULES = {
  'not-json': { text: 'the output must be a JSON document', mark: 'inferred' },
  null: { text: 'the output must not be null: an async handler has to return its policy, a callback has to pass it', mark: 'recorded' },
  'not-an-object': { text: 'the output must be a JSON object', mark: 'inferred' },
  'unknown-key': { text: 'only principalId, policyDocument, context and usageIdentifierKey may stand in the output', mark: 'recorded' },
  'principal-missing': { text: 'principalId must be a text', mark: 'inferred' },
  'policy-missing': { text: 'policyDocument must be an object with a list of statements', mark: 'recorded' },
  statement: { text: 'a statement needs Effect (Allow or Deny), Action and Resource, written with capitals', mark: 'inferred' },
  condition: { text: 'Condition must be an object or left out: null is refused', mark: 'recorded' },
  'resource-too-long': { text: 'a Resource may have 512 characters at most', mark: 'recorded' },
  context: { text: 'a context value must be a string, a number or a boolean: serialize lists and objects', mark: 'recorded' },
  'is-authorized': { text: 'isAuthorized must be true or false', mark: 'inferred' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly mark: 'recorded' | 'inferred' }>>;

export type AuthorizerRule = keyof typeof AUTHORIZER_RULES;

export type AuthorizerCheck =
  | { readonly ok: true }
  /** `field`: JSON path of the member at fault, `$` for the output itself. */
  | { readonly ok: false; readonly rule: AuthorizerRule; readonly field: string };

type Members = Readonly<Record<string, unknown>>;

const KEYS: ReadonlySet<string> = new Set(['principalId', 'policyDocument', 'context', 'usageIdentifierKey']);
const LONGEST_RESOURCE = 512;

const refuse = (rule: AuthorizerRule, field: string): AuthorizerCheck => ({ ok: false, rule, field });

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const textsOf = (value: unknown): readonly string[] => listOf(value).filter((one): one is string => typeof one === 'string');

const checkStatement = (statement: unknown, at: number): AuthorizerCheck | undefined => {
  const field = `policyDocument.Statement[${at}]`;
  if (!isRecord(statement)) return refuse('statement', field);
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return refuse('statement', `${field}.Effect`);
  if (textsOf(Action ?? NotAction).length === 0) return refuse('statement', `${field}.Action`);
  if (textsOf(Resource ?? NotResource).length === 0) return refuse('statement', `${field}.Resource`);
  if (Condition !== undefined && !isRecord(Condition)) return refuse('condition', `${field}.Condition`);
  return textsOf(Resource).some((one) => one.length > LONGEST_RESOURCE) ? refuse('resource-too-long', `${field}.Resource`) : undefined;
};

const checkPolicy = ({ policyDocument }: Members): AuthorizerCheck | undefined => {
  if (!isRecord(policyDocument) || policyDocument.Statement === undefined || policyDocument.Statement === null)
    return refuse('policy-missing', 'policyDocument');
  for (const [at, statement] of listOf(policyDocument.Statement).entries()) {
    const refused = checkStatement(statement, at);
    if (refused) return refused;
  }
  return undefined;
};

/** `null` values are accepted (recorded). */
const checkContext = ({ context }: Members): AuthorizerCheck | undefined => {
  if (context === undefined || context === null) return undefined;
  if (!isRecord(context)) return refuse('context', 'context');
  const name = Object.keys(context).find((key) => typeof context[key] === 'object' && context[key] !== null);
  return name === undefined ? undefined : refuse('context', `context.${name}`);
};

/** HTTP APIs take a simple answer beside a policy, and structured context values (documented). */
const checkHttp = (members: Members): AuthorizerCheck => {
  if ('isAuthorized' in members) return typeof members.isAuthorized === 'boolean' ? { ok: true } : refuse('is-authorized', 'isAuthorized');
  return 'policyDocument' in members ? (checkPolicy(members) ?? { ok: true }) : refuse('is-authorized', 'isAuthorized');
};

/**
 * Whether the gateway can use what an authorizer function gave back. An error document is no output: ask `readErrorDocument` first.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export const checkAuthorizerOutput = (output: string, kind: 'REST' | 'HTTP'): AuthorizerCheck => {
  const document = parseJson(output);
  if (document === undefined) return refuse('not-json', '$');
  if (document === null) return refuse('null', '$');
  if (!isRecord(document)) return refuse('not-an-object', '$');
  if (kind === 'HTTP') return checkHttp(document);
  const stray = Object.keys(document).find((key) => !KEYS.has(key));
  if (stray !== undefined) return refuse('unknown-key', stray);
  const refused = checkPolicy(document) ?? checkContext(document);
  if (refused) return refused;
  return typeof document.principalId === 'string' ? { ok: true } : refuse('principal-missing', 'principalId');
};

const effectOn = (statements: readonly unknown[], effect: 'Allow' | 'Deny', target: InvokeTarget): boolean | undefined => {
  const covering = statements
    .filter(isRecord)
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Resource }) => textsOf(Resource).map((one) => coversInvoke(one, target)));
  if (covering.includes(true)) return true;
  return covering.includes(undefined) ? undefined : false;
};

/** What a valid policy says of a call; `undefined` when a part that decides is not known. */
export const authorizerDecision = (output: string, target: InvokeTarget): 'allow' | 'deny' | undefined => {
  const document = parseJson(output);
  if (!isRecord(document)) return undefined;
  if (typeof document.isAuthorized === 'boolean') return document.isAuthorized ? 'allow' : 'deny';
  if (!isRecord(document.policyDocument) || readErrorDocument(output)) return undefined;
  const statements = listOf(document.policyDocument.Statement);
  const denied = effectOn(statements, 'Deny', target);
  const allowed = effectOn(statements, 'Allow', target);
  if (denied === true || allowed === false) return 'deny';
  return denied === false && allowed === true ? 'allow' : undefined;
};

/** The policy allows this call, as far as it is known, and nothing else: its one Resource is the ARN of a single method, as `event.methodArn` is. */
export const allowsOnly = (output: string, target: InvokeTarget): boolean => {
  const document = parseJson(output);
  if (!isRecord(document) || !isRecord(document.policyDocument)) return false;
  const allowed = listOf(document.policyDocument.Statement)
    .filter(isRecord)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource }) => textsOf(Resource));
  const [only] = allowed;
  return allowed.length === 1 && only !== undefined && !/[*?]/.test(only) && coversInvoke(only, target) !== false;
};
