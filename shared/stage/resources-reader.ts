import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ApiSnapshot, Method, MethodResponse } from '../model/api.ts';
import { readAuthorizers } from './authorizers-reader.ts';
import {
  type AwsObject,
  awsObject,
  member,
  policyDocument,
  type Raw,
  record,
  text,
  textMap,
  texts,
  truth,
  truthMap,
} from './aws-object.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { readIntegration } from './integration-reader.ts';

const readMethodResponses = (object: AwsObject): Readonly<Record<string, MethodResponse>> | undefined => {
  const responses = record(object, 'methodResponses');
  return (
    responses &&
    Object.fromEntries(
      Object.entries(responses).map(([key, value]) => {
        const response = awsObject(value, object.whole);
        return [
          text(response, 'statusCode') ?? key,
          withoutUndefined({
            responseModels: textMap(response, 'responseModels'),
            responseParameters: truthMap(response, 'responseParameters'),
          }),
        ];
      }),
    )
  );
};

const readMethodIntegration = (object: AwsObject): Method['integration'] => {
  const integration = member(object, 'methodIntegration');
  if (integration === null) return 'NONE';
  return isRecord(integration) ? readIntegration(integration) : undefined;
};

/** AWS always answers `apiKeyRequired` for a method; without `embed=methods` the object is empty and says nothing. */
const readMethod = (path: string, verb: string, value: unknown): Method => {
  const object = awsObject(value, isRecord(value) && 'apiKeyRequired' in value && 'authorizationType' in value);
  return withoutUndefined({
    path,
    verb: (text(object, 'httpMethod') ?? verb).toUpperCase(),
    authorizationType: text(object, 'authorizationType'),
    authorizerId: text(object, 'authorizerId'),
    apiKeyRequired: truth(object, 'apiKeyRequired'),
    requestParameters: truthMap(object, 'requestParameters'),
    requestModels: textMap(object, 'requestModels'),
    requestValidatorId: text(object, 'requestValidatorId'),
    responses: readMethodResponses(object),
    integration: readMethodIntegration(object),
  });
};

/** GetResources items, with or without their methods. */
export const readResources = (items: readonly unknown[]): readonly Method[] =>
  items.flatMap((item) => {
    const resource = awsObject(item);
    const path = text(resource, 'path') ?? '/';
    return Object.entries(record(resource, 'resourceMethods') ?? {}).map(([verb, value]) => readMethod(path, verb, value));
  });

/** AWS lists the root resource with its id every time; a list without it was put together by hand. */
const isWholeList = (items: readonly unknown[]): boolean =>
  items.some((item) => isRecord(item) && item.path === '/' && typeof item.id === 'string');

export interface WorkingCopyParts {
  readonly restApi?: Raw | undefined;
  readonly resources?: readonly Raw[] | undefined;
  readonly gatewayResponses?: readonly Raw[] | undefined;
  readonly authorizers?: readonly Raw[] | undefined;
}

/** Every answer of GetRestApi carries `createdDate`. */
const restApiObject = (restApi: Raw | undefined): AwsObject =>
  awsObject(restApi, restApi !== undefined && ('createdDate' in restApi || 'CreatedDate' in restApi));

/** What is configured, deployed or not. `undefined`: nobody looked. */
export const readWorkingCopy = ({ restApi, resources, gatewayResponses, authorizers }: WorkingCopyParts): ApiSnapshot | undefined => {
  if (restApi === undefined && resources === undefined && gatewayResponses === undefined && authorizers === undefined) return undefined;
  const api = restApiObject(restApi);
  return withoutUndefined({
    kind: 'REST',
    methods: readResources(resources ?? []),
    methodsComplete: resources !== undefined && isWholeList(resources) ? true : undefined,
    binaryMediaTypes: texts(api, 'binaryMediaTypes'),
    gatewayResponses: gatewayResponses && readGatewayResponses(gatewayResponses),
    authorizers: authorizers && readAuthorizers(authorizers),
    policy: policyDocument(member(api, 'policy')),
    endpointTypes: texts(awsObject(member(api, 'endpointConfiguration')), 'types'),
  });
};
