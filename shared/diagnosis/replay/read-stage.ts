import type { CustomDomain } from '../../gateway/base-path.ts';
import type { Place } from '../../gateway/place.ts';
import { isRecord } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { ApiSnapshot, StageSettings } from '../../model/api.ts';
import { readExport } from '../../stage/export-reader.ts';
import { readStageSnapshot } from '../../stage/stage-snapshot.ts';
import { parseIncidentFile } from '../incident-file.ts';
import { readDomains } from './read-domains.ts';
import { type Raw, readObject } from './read-object.ts';

/** A stage that can be replayed, and how it came to be known. */
export interface ReplayStage {
  readonly api: ApiSnapshot;
  readonly settings: StageSettings;
  readonly place: Partial<Place>;
  /** The custom domains that are known, with the mappings to every API. */
  readonly domains: readonly CustomDomain[];
  /** As a person reads it: `the OpenAPI export`. */
  readonly source: string;
  /** What a reader of the replay must know about its stage. */
  readonly notes: readonly string[];
}

const EXECUTE_API = /\/\/(?<apiId>[a-z0-9]+)\.execute-api\.(?<region>[a-z0-9-]+)\.amazonaws\.com/;

/** GetExport names API, Region and stage in its server: OpenAPI 3 `servers`, Swagger 2 `host` and `basePath`. */
const addressOf = ({ servers, host, basePath }: Raw): { readonly place: Partial<Place>; readonly stageName?: string } => {
  const server: unknown = Array.isArray(servers) ? servers[0] : undefined;
  const [url, variables] = isRecord(server) ? [String(server.url), server.variables] : [`https://${String(host)}`, undefined];
  const variable = isRecord(variables) ? variables.basePath : undefined;
  const base = isRecord(variable) ? variable.default : basePath;
  const { apiId, region } = EXECUTE_API.exec(url)?.groups ?? {};
  const stageName = apiId !== undefined && typeof base === 'string' ? base.replaceAll('/', '') : '';
  return {
    place: { ...(apiId !== undefined && { apiId }), ...(region !== undefined && { region }) },
    ...(stageName !== '' && { stageName }),
  };
};

/** AWS writes it into exports of HTTP APIs alone. */
const HTTP_API_MARK = 'x-amazon-apigateway-importexport-version';

const fromExport = (document: Raw): Result<ReplayStage, string> => {
  if (HTTP_API_MARK in document) return err('It is the export of an HTTP API: only REST APIs can be replayed.');
  if (!isRecord(document.paths)) return err('It is an OpenAPI document without "paths": export the whole API.');
  const api = readExport(document);
  if (!api.methods.some(({ integration }) => integration !== undefined && integration !== 'NONE'))
    return err(
      'It has no x-amazon-apigateway-integration: export the stage with its extensions (aws apigateway get-export --parameters extensions=apigateway).',
    );
  const { place, stageName } = addressOf(document);
  const settings = { ...(stageName !== undefined && { stageName }) };
  return ok({ api, place, domains: [], settings, source: 'the OpenAPI export', notes: [] });
};

const WORKING_COPY = 'The incident file has no deployed export: the working copy is replayed, and what the stage runs may differ.';
const UNVALIDATED = 'The incident file does not hold the request validators: requests are not validated.';

const fromIncident = (text: string): Result<ReplayStage, string> => {
  const file = parseIncidentFile(text);
  if (!file.ok) return err(file.failure.message);
  const { kind, account } = file.value.api;
  if (kind !== 'REST') return err(`The incident is about an API of kind ${kind}: only REST APIs can be replayed.`);
  const { apiId, region, deployed, workingCopy, settings } = readStageSnapshot(file.value);
  const api = deployed ?? workingCopy;
  if (!api || api.methods.length === 0)
    return err('The incident file holds no methods: it needs config.deployed (an export) or config.resources (with their methods).');
  const validated = api.methods.some(({ requestValidatorId }) => requestValidatorId !== undefined && requestValidatorId !== '');
  return ok({
    api,
    settings,
    place: { ...(apiId !== undefined && { apiId }), ...(region !== undefined && { region }), ...(account !== undefined && { account }) },
    domains: readDomains(file.value.config?.domains),
    source: deployed ? "the incident's deployed export" : "the incident's working copy",
    notes: [...(deployed ? [] : [WORKING_COPY]), ...(validated && api.requestValidators === undefined ? [UNVALIDATED] : [])],
  });
};

const YAML = /^(?:#[^\n]*\n|---\s*\n|\s)*["']?(?:openapi|swagger)["']?\s*:/;

/** An OpenAPI export (`oas30` or `swagger`, JSON, with the apigateway extensions) or an incident file. The failure is one sentence. */
export const readReplayStage = (text: string): Result<ReplayStage, string> => {
  if (YAML.test(text)) return err('It is YAML: export it as JSON (aws apigateway get-export --accepts application/json).');
  const document = readObject(text);
  if (!document.ok) return document;
  if ('openapi' in document.value || 'swagger' in document.value) return fromExport(document.value);
  if ('version' in document.value && 'api' in document.value) return fromIncident(text);
  return err('It is neither an OpenAPI export ("openapi" or "swagger") nor an incident file ("version" and "api").');
};
