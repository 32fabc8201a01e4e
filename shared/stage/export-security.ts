import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { Authorizer, Method } from '../model/api.ts';
import { readAuthorizers } from './authorizers-reader.ts';
import { awsObject, type Raw, record, text } from './aws-object.ts';

/** OpenAPI 3 `components.securitySchemes`, Swagger 2 `securityDefinitions`. */
export const securitySchemes = (document: Raw): Raw =>
  record(awsObject(document.components), 'securitySchemes') ?? record(awsObject(document), 'securityDefinitions') ?? {};

/** Every scheme with an authorizer; its id in the snapshot is the scheme's name, as exports do not carry the authorizer's id. */
export const readExportedAuthorizers = (schemes: Raw): readonly Authorizer[] =>
  Object.entries(schemes).flatMap(([name, scheme]) => {
    const authorizer = isRecord(scheme) ? scheme['x-amazon-apigateway-authorizer'] : undefined;
    return isRecord(authorizer) ? readAuthorizers([{ ...authorizer, id: name, name }]) : [];
  });

/** `x-amazon-apigateway-authtype` of a scheme → `authorizationType` of a method. */
const AUTHORIZATION: Readonly<Record<string, string>> = { awssigv4: 'AWS_IAM', cognito_user_pools: 'COGNITO_USER_POOLS', oauth2: 'JWT' };

type Security = Pick<Method, 'authorizationType' | 'authorizerId' | 'apiKeyRequired'>;

/** A scheme that asks for an API key and for nobody's judgement. */
const isApiKeyScheme = (scheme: Raw): boolean =>
  scheme.type === 'apiKey' && !('x-amazon-apigateway-authtype' in scheme) && !('x-amazon-apigateway-authorizer' in scheme);

const ofScheme = (name: string, schemes: Raw): Security => {
  const scheme = schemes[name];
  if (name === 'api_key' || (isRecord(scheme) && isApiKeyScheme(scheme))) return { apiKeyRequired: true };
  const authtype = text(awsObject(scheme), 'x-amazon-apigateway-authtype')?.toLowerCase();
  const authorizationType = AUTHORIZATION[authtype ?? ''] ?? 'CUSTOM';
  return { authorizationType, ...(authorizationType !== 'AWS_IAM' && { authorizerId: name }) };
};

/**
 * What a method asks of its callers. Where nothing is said, an uncut document means NONE and a cut one leaves it unknown; a scheme that
 * the cut document does not define is taken for an authorizer (inferred).
 */
export const readSecurity = (operation: Raw, document: Raw, schemes: Raw, whole: boolean): Security => {
  const iam = text(awsObject(operation['x-amazon-apigateway-auth']), 'type');
  const requirements = operation.security ?? document.security;
  const names = Array.isArray(requirements) ? requirements.flatMap((entry) => (isRecord(entry) ? Object.keys(entry) : [])) : undefined;
  const found = (names ?? []).map((name) => ofScheme(name, schemes));
  const nothing: Security = whole || names !== undefined ? { authorizationType: 'NONE' } : {};
  const key: Security = whole ? { apiKeyRequired: false } : {};
  return withoutUndefined({ ...nothing, ...key, ...Object.assign({}, ...found), ...(iam !== undefined && { authorizationType: iam }) });
};
