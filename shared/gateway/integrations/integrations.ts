import type { IntegrationKind } from '../integration-kind.ts';
import { awsService } from './aws-service.ts';
import { http } from './http.ts';
import { httpProxy } from './http-proxy.ts';
import type { IntegrationBehaviour } from './integration.ts';
import { lambda } from './lambda.ts';
import { lambdaProxy } from './lambda-proxy.ts';
import { mock } from './mock.ts';

export const INTEGRATIONS: Readonly<Record<IntegrationKind, IntegrationBehaviour>> = {
  mock,
  'lambda-proxy': lambdaProxy,
  lambda,
  'aws-service': awsService,
  http,
  'http-proxy': httpProxy,
};
