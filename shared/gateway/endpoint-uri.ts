import type { Fields } from './fields.ts';
import { renderStageVariables } from './stage-variables.ts';

/** A rendered URI, its own query string apart. */
export interface EndpointUri {
  readonly uri: string;
  readonly query: Fields;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const queryOf = (text: string): Fields =>
  text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });

const printQuery = (query: Fields): string =>
  query.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&');

export const withQuery = ({ uri, query }: EndpointUri): string => (query.length === 0 ? uri : `${uri}?${printQuery(query)}`);

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** `{name}` from the mapped path parameters; an unmapped one stays as it is (PM-8, recorded). `${…}` is no placeholder. */
const renderPath = (template: string, parameters: ReadonlyMap<string, string>): string =>
  template.replaceAll(PLACEHOLDER, (whole, name: string, at: number) =>
    template[at - 1] === '$' ? whole : (parameters.get(name) ?? whole),
  );

/** Stage variables first, then path parameters (PM-6, PM-10, PM-11). */
export const renderUri = (
  template: string,
  parameters: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>>,
): EndpointUri => {
  const rendered = renderPath(renderStageVariables(template, stageVariables), parameters);
  const at = rendered.indexOf('?');
  return at < 0 ? { uri: rendered, query: [] } : { uri: rendered.slice(0, at), query: queryOf(rendered.slice(at + 1)) };
};

/** `arn:aws:apigateway:{region}:{subdomain.service|service}:{path|action}/{service_api}` */
const AWS_URI = /^arn:([^:]*):apigateway:([^:]*):([^:]*):(path|action)\/(.*)$/s;

export interface AwsEndpoint {
  readonly service: string;
  /** `kinesis:action/PutRecord` → `PutRecord`. */
  readonly action?: string;
  readonly url: string;
}

/**
 * The endpoint behind an AWS integration's URI; `undefined` when it is no such ARN.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri
 */
export const awsEndpoint = (uri: string): AwsEndpoint | undefined => {
  const [, partition = '', region = '', host = '', form, rest = ''] = AWS_URI.exec(uri) ?? [];
  if (form === undefined) return undefined;
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = `https://${host}.${region}.${domain}/`;
  const service = host.slice(host.lastIndexOf('.') + 1);
  return form === 'action' ? { service, action: rest, url } : { service, url: url + rest };
};
