import { listOf, matchesWildcard, namesAction } from '../../shared/gateway/iam-text.ts';
import { ok } from '../../shared/lib/result.ts';
import { escapeXml, listIn, type QueryOperation, queryService } from './query-service.ts';
import { type LabService, refusal } from './wire.ts';

/** A statement of a policy, without what the lab does not evaluate. */
export interface LabStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

export interface LabPolicyRole {
  readonly arn: string;
  /** By name. */
  readonly policies: Readonly<Record<string, readonly LabStatement[]>>;
  /** The permissions boundary; absent: none. */
  readonly boundary?: readonly LabStatement[];
  /** The service control policies above the account; absent: it belongs to no organization. */
  readonly organization?: readonly LabStatement[];
}

interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const applies = ({ Action, Resource, Condition }: LabStatement, { action, resource, context }: Asked): boolean =>
  namesAction(Action, action) &&
  listOf(Resource).some((pattern) => matchesWildcard(String(pattern), resource)) &&
  Object.entries(Condition?.StringEquals ?? {}).every(([key, value]) => context[key] === value);

const allows = (statements: readonly LabStatement[] | undefined, asked: Asked): boolean => {
  if (!statements) return true;
  const applying = statements.filter((statement) => applies(statement, asked));
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
};

const ORDER = ['allowed', 'implicitDeny', 'explicitDeny'] as const;

const decide = ({ policies, boundary, organization }: LabPolicyRole, asked: Asked) => {
  const own = Object.values(policies).flat();
  const all = [...own, ...(boundary ?? []), ...(organization ?? [])];
  const denied = all.some((statement) => statement.Effect === 'Deny' && applies(statement, asked));
  const allowed = allows(own, asked) && allows(boundary, asked) && allows(organization, asked);
  return {
    resource: asked.resource,
    decision: denied ? 'explicitDeny' : allowed ? 'allowed' : 'implicitDeny',
    boundary: boundary && allows(boundary, asked),
    organization: organization && allows(organization, asked),
    denying: Object.entries(policies)
      .filter(([, statements]) => statements.some((statement) => statement.Effect === 'Deny' && applies(statement, asked)))
      .map(([name]) => name),
  } as const;
};

type Decision = ReturnType<typeof decide>;

const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
const list = (name: string, members: readonly string[]) => element(name, members.map((member) => element('member', member)).join(''));

const boundaryXml = (decisions: readonly Decision[]): string =>
  decisions.some(({ boundary }) => boundary !== undefined)
    ? element(
        'PermissionsBoundaryDecisionDetail',
        element('AllowedByPermissionsBoundary', String(!decisions.some(({ boundary }) => boundary === false))),
      )
    : '';

const organizationXml = (decisions: readonly Decision[]): string =>
  decisions.some(({ organization }) => organization !== undefined)
    ? element(
        'OrganizationsDecisionDetail',
        element('AllowedByOrganizations', String(!decisions.some(({ organization }) => organization === false))),
      )
    : '';

const matchedXml = (role: LabPolicyRole, decisions: readonly Decision[]): string => {
  const names = [...new Set(decisions.flatMap(({ denying }) => denying))];
  const source = (name: string) =>
    element('SourcePolicyId', escapeXml(`role_${role.arn.split('/').at(-1)}_${name}`)) + element('SourcePolicyType', 'Role');
  return list('MatchedStatements', names.map(source));
};

/** One result for each action, with one decision for each resource in it: .../API_EvaluationResult.html */
const resultXml = (role: LabPolicyRole, action: string, decisions: readonly Decision[]): string => {
  const strictest = ORDER[Math.max(...decisions.map(({ decision }) => ORDER.indexOf(decision)))] ?? 'implicitDeny';
  const specific = decisions.map(
    (one) =>
      element('EvalResourceName', escapeXml(one.resource)) +
      element('EvalResourceDecision', one.decision) +
      matchedXml(role, [one]) +
      boundaryXml([one]),
  );
  return [
    element('EvalActionName', escapeXml(action)),
    element('EvalDecision', strictest),
    matchedXml(role, decisions),
    boundaryXml(decisions),
    organizationXml(decisions),
    list('ResourceSpecificResults', specific),
  ].join('');
};

const contextIn = (form: URLSearchParams): Readonly<Record<string, string>> => {
  const context: Record<string, string> = {};
  for (let at = 1; form.has(`ContextEntries.member.${at}.ContextKeyName`); at += 1) {
    const entry = `ContextEntries.member.${at}`;
    context[form.get(`${entry}.ContextKeyName`) ?? ''] = listIn(form, `${entry}.ContextKeyValues`)[0] ?? '';
  }
  return context;
};

const simulate =
  (roles: readonly LabPolicyRole[]): QueryOperation =>
  (form) => {
    const arn = form.get('PolicySourceArn') ?? '';
    const role = roles.find((each) => each.arn === arn);
    if (!role) return refusal('NoSuchEntity', `The role with name ${arn.split('/').at(-1)} cannot be found.`, 404);
    const context = contextIn(form);
    const resources = listIn(form, 'ResourceArns');
    const tried = resources.length > 0 ? resources : ['*'];
    const results = listIn(form, 'ActionNames').map((action) =>
      resultXml(
        role,
        action,
        tried.map((resource) => decide(role, { action, resource, context })),
      ),
    );
    return ok(`<IsTruncated>false</IsTruncated>${list('EvaluationResults', results)}`);
  };

/** IAM's SimulatePrincipalPolicy: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const iam = (roles: readonly LabPolicyRole[]): LabService =>
  queryService('https://iam.amazonaws.com/doc/2010-05-08/', { SimulatePrincipalPolicy: simulate(roles) });
