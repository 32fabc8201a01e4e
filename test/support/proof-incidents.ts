import { expect } from 'vitest';
import { diagnose } from '../../shared/diagnosis/diagnose.ts';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import type { CauseId } from '../../shared/model/cause-id.ts';
import type { IncidentFile } from '../../shared/model/incident-file.ts';

export const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
export const LAMBDA = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

type Raw = Record<string, unknown>;

export const api: IncidentFile['api'] = { kind: 'REST', id: 'a1b2c3d4e5', stage: 'prod', region: 'eu-west-1', account: '123456789012' };

export const deployed = (path: string, verb: string, integration: Raw, rest: Raw = {}, document: Raw = {}) => ({
  openapi: '3.0.1',
  paths: { [path]: { [verb]: { 'x-amazon-apigateway-integration': integration, ...rest } } },
  'x-amazon-apigateway-binary-media-types': [],
  ...document,
});

export const diagnosed = (rest: Partial<IncidentFile>) => diagnose(readIncident({ version: 1, api, ...rest }));
export const proofOf = (rest: Partial<IncidentFile>, cause: CauseId) => {
  const found = diagnosed(rest).causes.find((one) => one.cause === cause);
  expect(found, `${cause} is found`).toBeDefined();
  return found?.proof;
};

export const exchange = (request: Raw, response: Raw, endpoint?: Raw): Pick<IncidentFile, 'exchanges'> => ({
  exchanges: [{ request, response, ...(endpoint && { endpoint }) }],
});

/** `/orders` of a function behind templates, its responses given, with 200 alone declared. */
export const customLambda = (responses: Raw, verb = 'get') =>
  deployed(
    '/orders',
    verb,
    { type: 'aws', httpMethod: 'POST', uri: LAMBDA, requestTemplates: { 'application/json': '{}' }, responses },
    { responses: { '200': { description: '200 response' } } },
  );

export const UNDECLARED = customLambda({ default: { statusCode: '201' } });
export const UNDECLARED_LINE = 'Execution failed due to configuration error: Output mapping refers to an invalid method response: 201';
export const trace = (...lines: readonly string[]) => ({
  execution: lines.map((line) => ({ message: `(0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11) ${line}` })),
});
