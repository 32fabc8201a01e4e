import { expect } from 'vitest';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import type { IncidentFile } from '../../shared/model/incident-file.ts';
import type { Observation } from '../../shared/model/observation.ts';

type Parts = Omit<IncidentFile, 'version' | 'api'>;

export const REST = { version: 1, api: { kind: 'REST' } } as const;
export const ID = '11111111-2222-4333-8444-555555555555';
export const OTHER_ID = '99999999-2222-4333-8444-555555555555';
export const LAMBDA_ID = 'aaaaaaaa-2222-4333-8444-555555555555';
export const FUNCTION_URL =
  'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:orders/invocations';

export const observe = (file: Parts): readonly Observation[] =>
  readIncident({ ...REST, ...file }).observations.map(({ observation }) => observation);
export const only = (file: Parts): Observation => {
  const [first, ...others] = observe(file);
  expect(others).toEqual([]);
  return first ?? { id: '', sources: [], request: {}, events: [], functionLog: [] };
};
export const lines = (...messages: readonly string[]) => messages.map((message) => ({ message }));
export const of = (id: string, ...messages: readonly string[]) => lines(...messages.map((message) => `(${id}) ${message}`));

export const TRACE = [
  'Starting execution for request: x',
  'HTTP Method: POST, Resource Path: /orders/7',
  'Method request headers: {Accept=image/png, Content-Type= application/json}',
  'Method request body before transformations: {"a":1}',
  `Endpoint request URI: ${FUNCTION_URL}`,
  'Endpoint request body after transformations: {"b":2}',
  `Sending request to ${FUNCTION_URL}`,
  'Received response. Status: 200, Integration latency: 42 ms',
  'Endpoint response headers: {Date=Wed, 27 Feb 2019 10:00:00 GMT, X-Amz-Function-Error=Unhandled, Content-Length=20}',
  'Endpoint response body before transformations: {"errorMessage":"no"}',
  `Lambda execution failed with status 200 due to customer function error: no. Lambda request id: ${LAMBDA_ID}`,
  'Method completed with status: 502',
] as const;
