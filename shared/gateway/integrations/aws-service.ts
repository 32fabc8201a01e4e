import { ok } from '../../lib/result.ts';
import { finishHeaders, userAgent, withHost } from '../endpoint-headers.ts';
import { endpointRequestUri, endpointVerb } from '../endpoint-request.ts';
import { type AwsEndpoint, awsEndpoint } from '../endpoint-uri.ts';
import type { Fields } from '../fields.ts';
import { bytesOf } from '../payload.ts';
import { traceHeader } from '../trace-header.ts';
import { transformRequest } from '../transform-request.ts';
import { transformResponse } from '../transform-response.ts';
import type { IntegrationBehaviour } from './integration.ts';

/** HD-6: API Gateway knows the target prefix of these two services alone (recorded). */
const TARGETS: Readonly<Record<string, string>> = { kinesis: 'Kinesis_20131202', dynamodb: 'DynamoDB_20120810' };

const targetOf = ({ service, action }: AwsEndpoint): Fields => {
  const prefix = TARGETS[service];
  return prefix === undefined || action === undefined ? [] : [['X-Amz-Target', `${prefix}.${action}`]];
};

const actionOf = ({ service, action }: AwsEndpoint): Fields => (action === undefined || service in TARGETS ? [] : [['Action', action]]);

/** An AWS service: `action/` becomes a target or a query parameter, `path/` a path. */
export const awsService: IntegrationBehaviour = {
  prepare(state) {
    const transformed = transformRequest(state);
    if (!transformed.ok) return transformed;
    const { payload, mapped } = transformed.value;
    const rendered = endpointRequestUri(state, mapped.path);
    const endpoint = awsEndpoint(rendered.uri) ?? { service: '', url: rendered.uri };
    const body = bytesOf(payload);
    const sent: Fields = [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/json'],
      userAgent(state),
      ...targetOf(endpoint),
      ['x-amzn-apigateway-api-id', state.stage.place.apiId],
    ];
    const headers = withHost(finishHeaders(sent, mapped.header, body), endpoint.url);
    const query = [...rendered.query, ...actionOf(endpoint), ...mapped.querystring];
    return ok({ kind: 'endpoint', request: { method: endpointVerb(state), uri: endpoint.url, query, headers, body } });
  },
  respond: (state) =>
    transformResponse(state, { value: String(state.answer.status), headers: [traceHeader(state.request.headers, state.options)] }),
};
