import { expect, test } from 'vitest';
import { awsEndpoint, renderUri, withQuery } from '../../../shared/gateway/endpoint-uri.ts';
import { uriProblem } from '../../../shared/gateway/java-uri.ts';

test.each([
  ['https://x.example.com/{a}/{b}', 'https://x.example.com/1/{b}'],
  ['https://${stageVariables.host}/{a}', 'https://h.example.com/1'],
  ['https://x.example.com/${stageVariables.none}/', 'https://x.example.com//'],
  ['https://x.example.com/${a}', 'https://x.example.com/${a}'],
  ['https://x.example.com/p?q={a}&r=a%20b', 'https://x.example.com/p?q=1&r=a%20b'],
])('%s is rendered as %s', (template, expected) => {
  expect(withQuery(renderUri(template, new Map([['a', '1']]), { host: 'h.example.com' }))).toBe(expected);
});

test.each([
  ['arn:aws:apigateway:eu-west-1:s3:path/b/k', { service: 's3', url: 'https://s3.eu-west-1.amazonaws.com/b/k' }],
  ['arn:aws:apigateway:eu-west-1:b.s3:path/k', { service: 's3', url: 'https://b.s3.eu-west-1.amazonaws.com/k' }],
  ['arn:aws:apigateway:eu-west-1:sns:action/Publish', { service: 'sns', action: 'Publish', url: 'https://sns.eu-west-1.amazonaws.com/' }],
  ['arn:aws-cn:apigateway:cn-north-1:sqs:path/1/q', { service: 'sqs', url: 'https://sqs.cn-north-1.amazonaws.com.cn/1/q' }],
  ['https://x.example.com', undefined],
])('%s', (uri, expected) => {
  expect(awsEndpoint(uri)).toEqual(expected);
});

test.each([
  ['https://x.example.com/a', undefined],
  ['http://10.0.0.1:8080/a%20b', undefined],
  ['https://[::1]/a', undefined],
  ['https://x.example.com/ünï', undefined],
  ['https://', { kind: 'invalid-endpoint-address' }],
  ['https:///a', { kind: 'invalid-endpoint-address' }],
  ['https://x.example.com:99999/', { kind: 'invalid-endpoint-address' }],
  ['ftp://x.example.com/', { kind: 'invalid-endpoint-address' }],
  ['x.example.com/a', { kind: 'invalid-endpoint-address' }],
  ['https://x.example.com/{a}', { kind: 'illegal-character', index: 22, url: 'https://x.example.com/{a}' }],
  ['https://x.example.com/a b', { kind: 'illegal-character', index: 23, url: 'https://x.example.com/a b' }],
  ['https://x.example.com/100%', { kind: 'illegal-character', index: 25, url: 'https://x.example.com/100%' }],
])('calling %s: %j', (url, expected) => {
  expect(uriProblem(url)).toEqual(expected);
});
