import { expect, test } from 'vitest';
import { type CustomDomain, mapBasePath } from '../../../shared/gateway/base-path.ts';
import { compileStage } from '../../../shared/gateway/compile-stage.ts';
import type { GatewayRequest } from '../../../shared/gateway/exchange.ts';
import { replay } from '../../../shared/gateway/gateway.ts';
import { parseJson } from '../../../shared/lib/json.ts';

const DOMAINS: readonly CustomDomain[] = [
  {
    domainName: 'api.example.com',
    mappings: [
      { basePath: 'v1', apiId: 'first', stageName: 'prod' },
      { basePath: 'v1/beta', apiId: 'second', stageName: 'beta' },
    ],
  },
  { domainName: 'www.example.com', mappings: [{ basePath: '(none)', apiId: 'first', stageName: 'prod' }] },
];

const get = (host: string, path: string): GatewayRequest => ({
  method: 'GET',
  path,
  query: [],
  headers: [['Host', host]],
  body: new Uint8Array(),
});

test.for([
  { what: 'a base path is taken off', host: 'api.example.com', path: '/v1/a//b/', api: 'first', behind: '/a//b/', basePath: '/v1' },
  { what: 'nothing behind it is the root', host: 'api.example.com', path: '/v1', api: 'first', behind: '/', basePath: '/v1' },
  { what: 'the longest wins', host: 'api.example.com', path: '/v1/beta/a', api: 'second', behind: '/a', basePath: '/v1/beta' },
  { what: 'whole segments count', host: 'api.example.com', path: '/v1/betas', api: 'first', behind: '/betas', basePath: '/v1' },
  { what: "the domain's root takes every path", host: 'www.example.com', path: '/v1/a', api: 'first', behind: '/v1/a', basePath: '' },
  {
    what: 'a host has no letter case and may name its port',
    host: 'API.example.com:443',
    path: '/v1/a',
    api: 'first',
    behind: '/a',
    basePath: '/v1',
  },
])('$what', ({ host, path, api, behind, basePath }) => {
  expect(mapBasePath(DOMAINS, get(host, path))).toMatchObject({
    kind: 'stage',
    mapping: { apiId: api },
    request: { path: behind, customDomain: { basePath } },
  });
});

test.for([
  { what: 'a path that no base path covers is forbidden', host: 'api.example.com', path: '/v2/a', kind: 'forbidden' },
  { what: 'a base path has its letter case', host: 'api.example.com', path: '/V1/a', kind: 'forbidden' },
  { what: 'RT-9: the root keeps its health check', host: 'www.example.com', path: '/ping', kind: 'reserved' },
  { what: 'any other host has no base path', host: 'first.execute-api.eu-west-1.amazonaws.com', path: '/v1/a', kind: 'no-domain' },
])('$what', ({ host, path, kind }) => {
  expect(mapBasePath(DOMAINS, get(host, path)).kind).toBe(kind);
});

test('a function behind a custom domain is told the domain, and the path with its base path', () => {
  const uri =
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations';
  const methods = [{ path: '/{proxy+}', verb: 'ANY', integration: { type: 'AWS_PROXY', httpMethod: 'POST', uri } }] as const;
  const mapped = mapBasePath(DOMAINS, get('api.example.com', '/v1/a/b'));
  if (mapped.kind !== 'stage') throw new Error('mapped to a stage');
  const result = replay(compileStage({ kind: 'REST', methods }, {}), mapped.request, undefined);
  if (result.kind !== 'awaiting-endpoint') throw new Error('a function is called');
  expect(parseJson(new TextDecoder().decode(result.integrationRequest.body))).toMatchObject({
    path: '/v1/a/b',
    pathParameters: { proxy: 'a/b' },
    requestContext: { path: '/v1/a/b', domainName: 'api.example.com', domainPrefix: 'api' },
  });
});
