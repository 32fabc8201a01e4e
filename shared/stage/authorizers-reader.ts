import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Authorizer } from '../model/api.ts';
import { type AwsObject, awsObject, member, number, text, texts } from './aws-object.ts';

/** One text; apigatewayv2 answers a list. */
const identitySource = (object: AwsObject): string | undefined => {
  const several = texts(object, 'identitySource');
  return member(object, 'identitySource') === null ? '' : (several?.join(', ') ?? text(object, 'identitySource'));
};

/** Items of GetAuthorizers, REST or apigatewayv2. An authorizer without an id goes by its name, or by an empty id. */
export const readAuthorizers = (items: readonly unknown[]): readonly Authorizer[] =>
  items.map((item) => {
    const object = awsObject(item);
    const name = text(object, 'name');
    return withoutUndefined({
      id: text(object, 'id', 'authorizerId') ?? name ?? '',
      name,
      type: text(object, 'type', 'authorizerType'),
      uri: text(object, 'authorizerUri'),
      credentials: text(object, 'authorizerCredentials', 'authorizerCredentialsArn'),
      identitySource: identitySource(object),
      resultTtlInSeconds: number(object, 'authorizerResultTtlInSeconds'),
    });
  });
