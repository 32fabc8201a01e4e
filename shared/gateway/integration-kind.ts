import type { Integration, IntegrationType, Method } from '../model/api.ts';
import { isLambdaUri } from './lambda-uri.ts';

/** How the data plane treats an integration: its type, and for AWS whether it invokes a function. */
export type IntegrationKind = 'mock' | 'lambda-proxy' | 'lambda' | 'aws-service' | 'http' | 'http-proxy';

const KINDS: Readonly<Record<IntegrationType, (uri: string) => IntegrationKind>> = {
  MOCK: () => 'mock',
  AWS: (uri) => (isLambdaUri(uri) ? 'lambda' : 'aws-service'),
  AWS_PROXY: () => 'lambda-proxy',
  HTTP: () => 'http',
  HTTP_PROXY: () => 'http-proxy',
};

/** An integration whose type is known: the others cannot be replayed. */
export type TypedIntegration = Integration & { readonly type: IntegrationType };

export const isTyped = (integration: Method['integration']): integration is TypedIntegration =>
  integration !== undefined && integration !== 'NONE' && integration.type !== undefined;

export const integrationKind = ({ type, uri }: Pick<TypedIntegration, 'type' | 'uri'>): IntegrationKind => KINDS[type](uri ?? '');

/** Proxies skip templates, integration responses and method responses. */
export const isProxy = (kind: IntegrationKind): boolean => kind === 'lambda-proxy' || kind === 'http-proxy';
