import { randomUUID } from 'node:crypto';
import { type LabResponse, type LabService, queryRefusal } from './wire.ts';

/** A role of another account, as its trust policy has it. */
export interface LabRole {
  readonly arn: string;
  readonly externalId: string;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MOST_POLICY = 2_048;

const xml = (operation: string, result: string): LabResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
});

const formOf = ({ body }: { readonly body: Buffer }) => new URLSearchParams(body.toString());

const assumeRole = (form: URLSearchParams, account: string, roles: readonly LabRole[]): LabResponse => {
  const arn = form.get('RoleArn') ?? '';
  if ((form.get('Policy') ?? '').length > MOST_POLICY) {
    return queryRefusal({
      status: 400,
      code: 'ValidationError',
      message: `Member must have length less than or equal to ${MOST_POLICY}`,
    });
  }
  if (!roles.some((role) => role.arn === arn && role.externalId === form.get('ExternalId'))) {
    const message = `User: arn:aws:iam::${account}:user/lab is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    return queryRefusal({ status: 403, code: 'AccessDenied', message });
  }
  const expiration = new Date(Date.now() + Number(form.get('DurationSeconds') ?? 3_600) * 1_000).toISOString();
  return xml(
    'AssumeRole',
    `<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey><SessionToken>${randomUUID()}</SessionToken><Expiration>${expiration}</Expiration></Credentials><AssumedRoleUser><Arn>${arn}/session</Arn><AssumedRoleId>AROALABLABLABLABLABLA:session</AssumedRoleId></AssumedRoleUser>`,
  );
};

/** STS's GetCallerIdentity and AssumeRole (AWS Query, XML). Whoever asks may assume a role whose external id they know. */
export const sts = (account: string, roles: readonly LabRole[]): LabService => ({
  refuse: queryRefusal,
  operationOf: (request) => formOf(request).get('Action') ?? undefined,
  answer: (name, request) => {
    if (name === 'AssumeRole') return assumeRole(formOf(request), account, roles);
    if (name !== 'GetCallerIdentity') {
      return queryRefusal({ status: 400, code: 'InvalidAction', message: `Could not find operation ${name}` });
    }
    return xml(
      'GetCallerIdentity',
      `<Arn>arn:aws:iam::${account}:user/lab</Arn><UserId>AIDALABLABLABLABLABLA</UserId><Account>${account}</Account>`,
    );
  },
});
