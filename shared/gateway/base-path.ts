import type { GatewayRequest } from './exchange.ts';
import { firstValue } from './fields.ts';

/** One base path of a custom domain. `''` and `(none)` are the domain's root. */
export interface BasePathMapping {
  readonly basePath: string;
  readonly apiId: string;
  readonly stageName: string;
}

export interface CustomDomain {
  readonly domainName: string;
  readonly mappings: readonly BasePathMapping[];
}

/** What answers a request, by its host and its base path. */
export type Mapped =
  /** Not on one of the domains: the path stands behind the stage already. */
  | { readonly kind: 'no-domain' }
  | { readonly kind: 'stage'; readonly mapping: BasePathMapping; readonly request: GatewayRequest }
  /** 403 `Forbidden` before any stage; no stage logs it (documented). */
  | { readonly kind: 'forbidden'; readonly domainName: string }
  /** RT-9: API Gateway's own health checks at the root of every domain (documented). */
  | { readonly kind: 'reserved'; readonly domainName: string };

const RESERVED: ReadonlySet<string> = new Set(['/ping', '/sping']);

const prefixOf = ({ basePath }: BasePathMapping): string => {
  const bare = basePath === '(none)' ? '' : basePath.replace(/^\/|\/$/g, '');
  return bare === '' ? '' : `/${bare}`;
};

const covers = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

const domainOf = (domains: readonly CustomDomain[], { headers }: GatewayRequest): CustomDomain | undefined => {
  const host = firstValue(headers, 'Host')?.toLowerCase().replace(/:\d+$/, '');
  return domains.find(({ domainName }) => domainName.toLowerCase() === host);
};

/**
 * The first step of the data plane, before there is a stage: host and base path → API and stage. Whole segments count and letter case
 * does; the longest base path wins, and the domain's root takes what is left (documented; no recording holds a custom domain).
 */
export const mapBasePath = (domains: readonly CustomDomain[], request: GatewayRequest): Mapped => {
  const domain = domainOf(domains, request);
  if (!domain) return { kind: 'no-domain' };
  const { domainName } = domain;
  if (RESERVED.has(request.path)) return { kind: 'reserved', domainName };
  const [mapping] = domain.mappings
    .filter((one) => covers(prefixOf(one), request.path))
    .toSorted((left, right) => prefixOf(right).length - prefixOf(left).length);
  if (!mapping) return { kind: 'forbidden', domainName };
  const basePath = prefixOf(mapping);
  const path = request.path.slice(basePath.length) || '/';
  return { kind: 'stage', mapping, request: { ...request, path, customDomain: { domainName, basePath } } };
};
