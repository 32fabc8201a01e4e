import { randomUUID } from 'node:crypto';
import { ok } from '../../shared/lib/result.ts';
import { type QueryOperation, queryService } from './query-service.ts';
import { type LabService, refusal } from './wire.ts';

/** A role of another account, as its trust policy has it. */
export interface LabRole {
  readonly arn: string;
  readonly externalId: string;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MOST_POLICY = 2_048;

const assumeRole =
  (account: string, roles: readonly LabRole[]): QueryOperation =>
  (form) => {
    const arn = form.get('RoleArn') ?? '';
    if ((form.get('Policy') ?? '').length > MOST_POLICY) {
      return refusal('ValidationError', `Member must have length less than or equal to ${MOST_POLICY}`);
    }
    if (!roles.some((role) => role.arn === arn && role.externalId === form.get('ExternalId'))) {
      const message = `User: arn:aws:iam::${account}:user/lab is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
      return refusal('AccessDenied', message, 403);
    }
    const expiration = new Date(Date.now() + Number(form.get('DurationSeconds') ?? 3_600) * 1_000).toISOString();
    return ok(
      `<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey><SessionToken>${randomUUID()}</SessionToken><Expiration>${expiration}</Expiration></Credentials><AssumedRoleUser><Arn>${arn}/session</Arn><AssumedRoleId>AROALABLABLABLABLABLA:session</AssumedRoleId></AssumedRoleUser>`,
    );
  };

/** STS's GetCallerIdentity and AssumeRole. Whoever asks may assume a role whose external id they know. */
export const sts = (account: string, roles: readonly LabRole[]): LabService =>
  queryService('https://sts.amazonaws.com/doc/2011-06-15/', {
    AssumeRole: assumeRole(account, roles),
    GetCallerIdentity: () =>
      ok(`<Arn>arn:aws:iam::${account}:user/lab</Arn><UserId>AIDALABLABLABLABLABLA</UserId><Account>${account}</Account>`),
  });
