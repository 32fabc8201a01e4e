import { randomUUID } from 'node:crypto';
import { type LabService, queryRefusal } from './wire.ts';

/** STS's GetCallerIdentity (AWS Query, XML). */
export const sts = (account: string): LabService => ({
  refuse: queryRefusal,
  operationOf: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? undefined,
  answer: (name) =>
    name === 'GetCallerIdentity'
      ? {
          status: 200,
          headers: { 'content-type': 'text/xml' },
          body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/lab</Arn><UserId>AIDALABLABLABLABLABLA</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
        }
      : queryRefusal({ status: 400, code: 'InvalidAction', message: `Could not find operation ${name}` }),
});
