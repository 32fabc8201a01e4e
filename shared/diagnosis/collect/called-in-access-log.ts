import { readAccessLog } from '../../logs/access-log.ts';
import { parseFailure } from '../../logs/grammar.ts';
import type { Raw } from '../collect-ports.ts';
import { type Called, calledFor, configuredFunction } from './lambda-endpoints.ts';
import { recordOf, textOf } from './raw.ts';
import type { Configuration } from './read-configuration.ts';
import type { AccessLog } from './search-access-log.ts';

type Fields = Readonly<Record<string, string>>;

/** HTTP and WebSocket: `routeKey` → the route's target → the integration. */
const routedUri = ({ routes = [], integrations = [] }: Configuration, routeKey: string): string | undefined => {
  const target = textOf(
    routes.find((route) => textOf(route, 'RouteKey') === routeKey),
    'Target',
  );
  const integration = integrations.find((candidate) => `integrations/${textOf(candidate, 'IntegrationId')}` === target);
  return textOf(integration, 'IntegrationUri');
};

/** REST: the access log names the resource by its template, which is its key in the export. */
const exportedUri = ({ deployed }: Configuration, resourcePath: string, verb: string): string | undefined => {
  const methods = recordOf(recordOf(deployed, 'paths'), resourcePath);
  return textOf(
    recordOf(recordOf(methods, verb.toLowerCase(), 'x-amazon-apigateway-any-method'), 'x-amazon-apigateway-integration'),
    'uri',
  );
};

const uriOf = ({ routeKey, resourcePath, httpMethod = '' }: Fields, config: Configuration): string | undefined => {
  if (routeKey !== undefined) return routedUri(config, routeKey);
  return resourcePath === undefined ? undefined : exportedUri(config, resourcePath, httpMethod);
};

/** What the access log says of the functions behind each request: for HTTP APIs there is nothing else. */
export const calledInAccessLog = ({ format, events }: AccessLog, config: Configuration, settings: Raw): readonly Called[] =>
  readAccessLog(format, events).map(({ fields, line }) => {
    const failures = [fields['integration.error'], fields.integrationErrorMessage, fields['authorizer.error']].flatMap(
      (text) => parseFailure(text ?? '') ?? [],
    );
    const arn = configuredFunction(uriOf(fields, config) ?? '', settings);
    const lambdaRequestId = fields['integration.requestId'] ?? fields.awsEndpointRequestId;
    const at = line.at?.getTime() ?? 0;
    return {
      ...calledFor(failures),
      functions: arn === undefined ? [] : [arn],
      lambdaRequestIds: lambdaRequestId === undefined ? [] : [lambdaRequestId],
      authorizerIds: [],
      mayHaveLogged: lambdaRequestId !== undefined,
      first: at,
      last: at,
    };
  });
