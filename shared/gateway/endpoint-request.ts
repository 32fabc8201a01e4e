import { type EndpointUri, renderUri } from './endpoint-uri.ts';
import { type Fields, lastValues } from './fields.ts';
import type { Integrating } from './state.ts';

/** The integration's URI with this request's path parameters and stage variables. */
export const endpointRequestUri = ({ integration, stageVariables }: Integrating, path: Fields): EndpointUri =>
  renderUri(integration.uri, new Map(Object.entries(lastValues(path))), stageVariables);

/** HT-1: the integration's verb decides; ANY or none means the client's own. */
export const endpointVerb = ({ integration: { httpMethod }, request }: Integrating): string =>
  httpMethod === undefined || httpMethod === 'ANY' ? request.method : httpMethod;
