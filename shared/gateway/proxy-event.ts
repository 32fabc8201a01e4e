import { allValues, type Fields, lastValues } from './fields.ts';
import { edgeCasing } from './header-rules.ts';
import { decodeUtf8, toBase64 } from './payload.ts';
import { contextPath, domainOf, identityOf, requestTime } from './request-context.ts';
import type { Integrating } from './state.ts';

const orNull = <Value extends object>(map: Value): Value | null => (Object.keys(map).length === 0 ? null : map);

const authorizerOf = ({ options: { authorization } }: Integrating): Readonly<Record<string, unknown>> => {
  if (authorization.kind !== 'allowed' || (authorization.principalId === undefined && !authorization.context)) return {};
  const { principalId, context } = authorization;
  return { authorizer: { ...context, ...(principalId !== undefined && { principalId }) } };
};

const requestContext = (state: Integrating): Readonly<Record<string, unknown>> => {
  const { headers, method, options, request, stage } = state;
  const { account, apiId, resourceId } = stage.place;
  const { domainName, domainPrefix } = domainOf(stage.place, request);
  const stageName = options.caller === 'console-test' ? 'test-invoke-stage' : stage.stageName;
  const identity = Object.fromEntries(Object.entries(identityOf(headers, options)).map(([name, value]) => [name, value ?? null]));
  return {
    resourceId,
    resourcePath: method.path,
    httpMethod: request.method,
    extendedRequestId: options.extendedRequestId,
    requestTime: requestTime(options.at),
    path: contextPath({ stageName, request }),
    accountId: account,
    protocol: 'HTTP/1.1',
    stage: stageName,
    domainPrefix,
    requestTimeEpoch: options.at.getTime(),
    requestId: options.requestId,
    identity,
    domainName,
    deploymentId: stage.settings.deploymentId ?? null,
    apiId,
    ...authorizerOf(state),
  };
};

/**
 * The event that a Lambda proxy function receives, payload 1.0. RT-4 the path without extra slashes in front, RT-5 path parameters as they
 * stand, RT-6 single values keep the last (recorded). On a custom domain the path keeps its base path (inferred: never recorded).
 */
export const proxyEvent = (state: Integrating): string => {
  const { bodyClass, method, pathParameters, request, stage, stageVariables } = state;
  const headers: Fields = stage.isEdge ? edgeCasing(state.headers) : state.headers;
  const isBase64Encoded = bodyClass === 'binary';
  const body = isBase64Encoded ? toBase64(request.body) : decodeUtf8(request.body);
  return JSON.stringify({
    resource: method.path,
    path: `${request.customDomain?.basePath ?? ''}${request.path.replace(/^\/*/, '/')}`,
    httpMethod: request.method,
    headers: orNull(lastValues(headers)),
    multiValueHeaders: orNull(allValues(headers)),
    queryStringParameters: orNull(lastValues(request.query)),
    multiValueQueryStringParameters: orNull(allValues(request.query)),
    pathParameters: orNull(lastValues(pathParameters)),
    stageVariables: orNull(stageVariables),
    requestContext: requestContext(state),
    body: body === '' ? null : body,
    isBase64Encoded,
  });
};
