import { type EvaluationResult, IAMClient, type ResourceSpecificResult, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Denial, DeniedBy, DoctorPorts } from '../diagnosis/doctor/doctor-ports.ts';
import { err, ok } from '../lib/result.ts';
import { ACTIONS } from './actions.ts';
import { type AwsPlace, readClientOptions } from './read-client-options.ts';
import { readFailure } from './read-failure.ts';

/** The organization's word stands in the result of the action alone, for all its resources together. */
const deniedBy = (result: EvaluationResult, specific: ResourceSpecificResult | undefined): DeniedBy => {
  const boundary = specific?.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail;
  if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) return { kind: 'organization' };
  if (boundary?.AllowedByPermissionsBoundary === false) return { kind: 'boundary' };
  if ((specific?.EvalResourceDecision ?? result.EvalDecision) !== 'explicitDeny') return { kind: 'nobody-allows' };
  const matched = specific?.MatchedStatements ?? result.MatchedStatements ?? [];
  return { kind: 'explicit-deny', policies: [...new Set(matched.flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []))] };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html: one for each action, with each resource inside. */
const denialsIn = (result: EvaluationResult): readonly Denial[] => {
  const { EvalActionName: action = '', EvalResourceName = '*', EvalDecision, ResourceSpecificResults = [] } = result;
  const specific = ResourceSpecificResults.filter(({ EvalResourceDecision }) => EvalResourceDecision !== 'allowed').map((one) => ({
    action,
    resource: one.EvalResourceName ?? '*',
    by: deniedBy(result, one),
  }));
  if (ResourceSpecificResults.length > 0 || EvalDecision === 'allowed') return specific;
  return [{ action, resource: EvalResourceName, by: deniedBy(result, undefined) }];
};

/** More than there are actions in any question. */
const MOST_RESULTS = 1_000;

/** Asks IAM; policies of the role, its boundary, and those of the organization that have no conditions count. Nothing is called. */
export const createSimulateRole = (place: AwsPlace): DoctorPorts['simulate'] => {
  const client = new IAMClient({ ...readClientOptions(place), maxAttempts: 5 });
  return async ({ role, actions, resources, context = {} }) => {
    try {
      const { EvaluationResults = [] } = await client.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: role,
          ActionNames: [...actions],
          ResourceArns: [...resources],
          ContextEntries: Object.entries(context).map(([ContextKeyName, value]) => ({
            ContextKeyName,
            ContextKeyValues: [value],
            ContextKeyType: 'string',
          })),
          MaxItems: MOST_RESULTS,
        }),
      );
      return ok(EvaluationResults.flatMap(denialsIn));
    } catch (error) {
      return err(readFailure(error, ACTIONS.SimulatePrincipalPolicyCommand));
    }
  };
};
