import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { GatewayResponse } from '../model/api.ts';
import { type AwsObject, awsObject, type Raw, text, textMap, truth } from './aws-object.ts';

const read = (object: AwsObject, responseType: string): GatewayResponse =>
  withoutUndefined({
    responseType,
    statusCode: text(object, 'statusCode'),
    responseTemplates: textMap(object, 'responseTemplates'),
    responseParameters: textMap(object, 'responseParameters'),
    defaultResponse: truth(object, 'defaultResponse'),
  });

/** Items of GetGatewayResponses: all types, `defaultResponse` marks those that nobody has touched. */
export const readGatewayResponses = (items: readonly unknown[]): readonly GatewayResponse[] =>
  items.flatMap((item) => {
    const object = awsObject(item);
    const responseType = text(object, 'responseType');
    return responseType === undefined ? [] : [read(object, responseType)];
  });

/** `x-amazon-apigateway-gateway-responses`: only what somebody customised. In an export parameters are prefixed as in the API. */
export const readExportedGatewayResponses = (map: Raw): readonly GatewayResponse[] =>
  Object.entries(map).flatMap(([responseType, value]) =>
    isRecord(value) ? [{ ...read(awsObject(value), responseType), defaultResponse: false }] : [],
  );
