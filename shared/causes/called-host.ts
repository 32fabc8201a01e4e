import { headerValue } from '../lib/headers.ts';
import type { DomainFacts } from '../model/api.ts';
import type { Observation } from '../model/observation.ts';
import type { Scene } from './scene.ts';

export const hostOf = ({ request, access }: Observation): string | undefined =>
  (request.host ?? headerValue(request.headers, 'host') ?? access?.fields.domainName)?.toLowerCase().replace(/:\d+$/, '');

export const isExecuteApi = (host: string): boolean => host.includes('.execute-api.');

const firstSegments = (path: string): string => path.replace(/[?#].*$/, '').replace(/^\/+/, '');

export type Mapping = DomainFacts['mappings'][number];

/** The mapping whose base path is the longest that the path begins with. */
const mappingFor = ({ mappings }: DomainFacts, path: string): Mapping | undefined => {
  const asked = firstSegments(path);
  return mappings
    .filter(({ basePath }) => basePath === '' || asked === basePath || asked.startsWith(`${basePath}/`))
    .toSorted((a, b) => b.basePath.length - a.basePath.length)[0];
};

/** The domain of the request, by its host; the only one of the incident where nobody noted the host. */
export const domainOf = ({ stage, observation }: Scene): DomainFacts | undefined => {
  const host = hostOf(observation);
  const all = stage.domains ?? [];
  return host === undefined ? (all.length === 1 ? all[0] : undefined) : all.find(({ domainName }) => domainName === host);
};

/** Where the mapping leads is this API and stage, as far as both are known. */
export const leadsHere = ({ stage }: Scene, { apiId, stage: mapped }: Mapping): boolean =>
  (apiId === undefined || stage.apiId === undefined || apiId === stage.apiId) &&
  (mapped === undefined || stage.settings.stageName === undefined || mapped === stage.settings.stageName);

export const mappingOf = (scene: Scene): Mapping | undefined => {
  const domain = domainOf(scene);
  const { path } = scene.observation.request;
  return domain && path !== undefined ? mappingFor(domain, path) : undefined;
};
