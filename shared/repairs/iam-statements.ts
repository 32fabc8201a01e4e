/** What a role's trust policy has to hold for the gateway to assume it. */
export const TRUST_STATEMENT = {
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'sts:AssumeRole',
} as const;

export const permissionDocument = (action: string, resource: string) =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] }) as const;

/** IAM takes letters, digits and `+=,.@-_` in the name of an inline policy, 128 at most. */
export const policyName = (action: string): string => `api-gateway-${action.replaceAll(/[^\w+=,.@-]+/g, '-')}`.slice(0, 128);

/** `arn:aws:iam::111122223333:role/service/orders` → `orders`: IAM's operations take the name without its path. */
export const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** `arn:aws:lambda:eu-west-1:111122223333:function:orders:live` → `orders`; a bare name stays. */
export const functionName = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
