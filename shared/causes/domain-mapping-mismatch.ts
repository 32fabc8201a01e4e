import type { Evidence } from '../model/evidence.ts';
import { domainOf, hostOf, isExecuteApi, leadsHere, type Mapping, mappingOf } from './called-host.ts';
import { type Detection, defineCause, excluded, found } from './define-cause.ts';
import { backendCalled } from './gateway-words.ts';
import { exchanged, type Scene, statusOf } from './scene.ts';

interface Facts {
  readonly domain: string;
  /** `undefined`: nothing is mapped to the path. */
  readonly leadsTo?: string;
  readonly path: string;
}

const nameOf = ({ apiId, stage }: Mapping): string => [apiId ?? 'an API', ...(stage === undefined ? [] : [`stage ${stage}`])].join(', ');

const mappingEvidence = (domain: string, value: unknown): Evidence => ({
  kind: 'config',
  pointer: `/domains/${domain}/mappings`,
  value,
  of: 'stage',
});

/** The incident names one domain, and none of its mappings leads to this API and stage: whatever is asked of it goes elsewhere. */
const strayDomain = (scene: Scene): Detection<Facts> => {
  const [domain, ...others] = scene.stage.domains ?? [];
  const [first] = domain?.mappings ?? [];
  if (!domain || !first || others.length > 0 || domain.mappings.some((mapping) => leadsHere(scene, mapping))) return undefined;
  const { domainName, mappings } = domain;
  const facts: Facts = { domain: domainName, path: `/${first.basePath}`, leadsTo: nameOf(first) };
  return found<Facts>('confirmed', facts, mappingEvidence(domainName, mappings));
};

/** Logs of this API and stage have the request: whatever the domain, it arrived. */
const arrived = ({ observation: { sources } }: Scene): boolean => sources.includes('execution-log') || sources.includes('access-log');

/** The mapping that took this request, held against where it was meant to go. */
const strayMapping = (scene: Scene, path: string): Detection<Facts> => {
  const domain = domainOf(scene);
  if (!domain) return undefined;
  if (hostOf(scene.observation) === undefined) return strayDomain(scene);
  const mapping = mappingOf(scene);
  const facts: Facts = { domain: domain.domainName, path };
  if (!mapping)
    return found<Facts>('confirmed', facts, mappingEvidence(domain.domainName, domain.mappings), exchanged('request.path', path));
  if (leadsHere(scene, mapping)) return excluded(`The mapping of /${mapping.basePath} leads to this API and stage.`);
  return found<Facts>(
    'confirmed',
    { ...facts, leadsTo: nameOf(mapping) },
    mappingEvidence(domain.domainName, mapping),
    exchanged('request.path', path),
  );
};

/** The same request works under the API's own URL. */
const worksDirectly = ({ siblings, observation: { request } }: Scene): string | undefined =>
  siblings.flatMap((other) => {
    const host = hostOf(other);
    const same = other.request.method === request.method && request.path?.endsWith(other.request.path ?? '\n') === true;
    return host !== undefined && isExecuteApi(host) && same && (other.response?.status ?? 500) < 400
      ? [`${host}: ${other.response?.status}`]
      : [];
  })[0];

export default defineCause({
  id: 'domain-mapping-mismatch',
  docs: new URL('https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html'),
  step: 'lifecycle',
  seenAs: ['forbidden-403', 'not-found-404'],
  asks: ['domain-mappings'],
  detect(scene) {
    if (scene.observation.sources.length === 0) return strayDomain(scene);
    const status = statusOf(scene);
    const { path } = scene.observation.request;
    if ((status !== 403 && status !== 404) || path === undefined) return undefined;
    if (backendCalled(scene)) return excluded('The backend of this API was called: the domain leads here.');
    if (arrived(scene)) return excluded("The stage's own log has the request: the domain leads here.");
    const host = hostOf(scene.observation);
    if (host !== undefined && isExecuteApi(host)) return excluded("The request went to the API's own URL, past every mapping.");
    const stray = strayMapping(scene, path);
    if (stray) return stray;
    const direct = host === undefined ? undefined : worksDirectly(scene);
    return host !== undefined && direct !== undefined
      ? found<Facts>(
          'confirmed',
          { domain: host, path },
          exchanged('response.status', String(status)),
          exchanged('siblings.response.status', direct),
        )
      : undefined;
  },
  explain: ({ domain, path, leadsTo }) => ({
    what:
      leadsTo === undefined ? `${domain} does not lead ${path} to this API.` : `${domain} leads ${path} to ${leadsTo}, not to this stage.`,
    why: 'A custom domain hands a request to the API and stage that its base path is mapped to; without a mapping, or with one to a stage that lacks the path, it answers 403 or 404, and this API logs nothing.',
    todo: 'Map the base path to this API and stage; the rest of the path is what the API sees.',
  }),
  repair: ({ domain }) => ({
    kind: 'advice',
    steps: [
      `Look at what is mapped: aws apigateway get-base-path-mappings --domain-name ${domain} (HTTP APIs: aws apigatewayv2 get-api-mappings --domain-name ${domain})`,
      'Correct the mapping: aws apigateway update-base-path-mapping --domain-name … --base-path … --patch-operations op=replace,path=/stage,value=STAGE',
      'Call the URL with its base path in front, and without the stage name.',
    ],
  }),
});
