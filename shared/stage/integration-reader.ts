import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ContentHandling, Integration, IntegrationResponse } from '../model/api.ts';
import { type AwsObject, awsObject, member, number, oneOf, type Raw, record, text, textMap, texts } from './aws-object.ts';

const TYPES = ['MOCK', 'AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY'] as const;
const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;
const CONVERSIONS = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const;
const CONNECTIONS = ['INTERNET', 'VPC_LINK'] as const;

const contentHandling = (object: AwsObject): ContentHandling | undefined => {
  const names = ['contentHandling', 'contentHandlingStrategy'] as const;
  return member(object, ...names) === null ? 'NONE' : oneOf(object, CONVERSIONS, ...names);
};

/** By status code, as AWS holds them; an export lists them by pattern (the order among equal codes is inferred). */
const byStatusCode = (left: IntegrationResponse, right: IntegrationResponse): number =>
  left.statusCode < right.statusCode ? -1 : Number(left.statusCode > right.statusCode);

/** `keyIs`: what the key of the map says, the status code (GetIntegration) or the selection pattern (exports, `default` = default). */
const readResponses = (
  object: AwsObject,
  keyIs: 'status-code' | 'selection-pattern',
  ...names: readonly string[]
): readonly IntegrationResponse[] | undefined => {
  const responses = record(object, ...names);
  return (
    responses &&
    Object.entries(responses)
      .map(([key, value]): IntegrationResponse => {
        const entry = awsObject(value, object.whole);
        const pattern = keyIs === 'selection-pattern' ? key : (text(entry, 'selectionPattern') ?? '');
        return withoutUndefined({
          selectionPattern: keyIs === 'selection-pattern' && key === 'default' ? '' : pattern,
          statusCode: text(entry, 'statusCode') ?? key,
          contentHandling: contentHandling(entry),
          responseTemplates: textMap(entry, 'responseTemplates'),
          responseParameters: textMap(entry, 'responseParameters'),
        });
      })
      .toSorted(byStatusCode)
  );
};

const PAYLOAD_FORMATS = ['1.0', '2.0'] as const;

const commonMembers = (object: AwsObject) => ({
  type: oneOf(object, TYPES, 'type', 'integrationType'),
  httpMethod: text(object, 'httpMethod', 'integrationMethod'),
  uri: text(object, 'uri', 'integrationUri'),
  credentials: text(object, 'credentials', 'credentialsArn'),
  connectionType: oneOf(object, CONNECTIONS, 'connectionType'),
  connectionId: text(object, 'connectionId'),
  contentHandling: contentHandling(object),
  passthroughBehavior: oneOf(object, PASSTHROUGH, 'passthroughBehavior'),
  timeoutInMillis: number(object, 'timeoutInMillis'),
  requestTemplates: textMap(object, 'requestTemplates'),
  requestParameters: textMap(object, 'requestParameters'),
});

/** Nothing that a person cuts out by hand keeps AWS's own book-keeping: an integration with a `cacheNamespace` is AWS's whole answer. */
const isWholeIntegration = (value: Raw): boolean => typeof value.cacheNamespace === 'string';

/** GetIntegration, or the `methodIntegration` of GetMethod and GetResources. */
export const readIntegration = (value: Raw): Integration => {
  const object = awsObject(value, isWholeIntegration(value));
  return withoutUndefined({
    ...commonMembers(object),
    cacheKeyParameters: texts(object, 'cacheKeyParameters'),
    responses: readResponses(object, 'status-code', 'integrationResponses'),
  });
};

/** `x-amazon-apigateway-integration`. `whole`: the export is uncut, so what is missing is not set. */
export const readExportedIntegration = (value: Raw, whole: boolean): Integration => {
  const object = awsObject(value, whole);
  return withoutUndefined({
    ...commonMembers(object),
    cacheKeyParameters: texts(object, 'cacheKeyParameters'),
    responses: readResponses(object, 'selection-pattern', 'responses'),
    payloadFormatVersion: oneOf(object, PAYLOAD_FORMATS, 'payloadFormatVersion'),
    subtype: text(object, 'integrationSubtype'),
  });
};

/** An item of apigatewayv2's GetIntegrations. */
export const readHttpIntegration = (value: Raw): Integration => {
  const object = awsObject(value);
  return withoutUndefined({
    ...commonMembers(object),
    payloadFormatVersion: oneOf(object, PAYLOAD_FORMATS, 'payloadFormatVersion'),
    subtype: text(object, 'integrationSubtype'),
  });
};
