import { err, ok, type Result } from '../lib/result.ts';
import { finishHeaders, userAgent, withHost } from './endpoint-headers.ts';
import { endpointRequestUri, endpointVerb } from './endpoint-request.ts';
import { awsEndpoint } from './endpoint-uri.ts';
import type { Fields } from './fields.ts';
import type { Mapped } from './parameter-mapping.ts';
import type { Failure } from './pipeline.ts';
import type { Integrating, Prepared } from './state.ts';
import { traceHeader } from './trace-header.ts';

const EVENT_BYTES_AT_MOST = 6_291_556;

const sourceArn = ({ method, request, stage }: Integrating): string => {
  const { account, apiId, region } = stage.place;
  return `arn:aws:execute-api:${region}:${account}:${apiId}/${stage.stageName}/${request.method}${method.path}`;
};

/** The call of Lambda's Invoke API. What a signature adds (Authorization, X-Amz-Security-Token) is left out: nobody can compute it here. */
export const lambdaRequest = (state: Integrating, mapped: Mapped, body: Uint8Array): Result<Prepared['call'], Failure> => {
  if (body.byteLength > EVENT_BYTES_AT_MOST) return err({ responseType: 'REQUEST_TOO_LARGE', events: [] });
  const { options, stage } = state;
  const { uri, query } = endpointRequestUri(state, mapped.path);
  const url = awsEndpoint(uri)?.url ?? uri;
  const sent: Fields = [
    ['x-amzn-lambda-integration-tag', options.requestId],
    ['X-Amz-Date', options.at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')],
    ['x-amzn-apigateway-api-id', stage.place.apiId],
    ['X-Amz-Source-Arn', sourceArn(state)],
    ['Accept', 'application/json'],
    ['Content-Type', 'application/json'],
    userAgent(state),
    traceHeader(state.request.headers, options),
  ];
  const headers = withHost(finishHeaders(sent, mapped.header, body), url);
  return ok({
    kind: 'endpoint',
    request: { method: endpointVerb(state), uri: url, query: [...query, ...mapped.querystring], headers, body },
  });
};
