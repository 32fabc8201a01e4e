import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ApiSnapshot, StageSnapshot } from '../model/api.ts';
import type { IncidentFile } from '../model/incident-file.ts';
import { awsObject, text, truth } from './aws-object.ts';
import { readDomains } from './domains-reader.ts';
import { readExport } from './export-reader.ts';
import { readFunctions, readRoles } from './functions-reader.ts';
import { readHttpApi } from './http-api-reader.ts';
import { readWorkingCopy } from './resources-reader.ts';
import { readStageSettings } from './stage-settings.ts';

type Config = NonNullable<IncidentFile['config']>;

const workingCopyOf = (kind: StageSnapshot['kind'], config: Config): ApiSnapshot | undefined =>
  kind === 'REST' ? readWorkingCopy(config) : readHttpApi({ kind, ...config });

/** HTTP APIs that deploy by themselves run their working copy. */
const deployedOf = (kind: StageSnapshot['kind'], config: Config, workingCopy: ApiSnapshot | undefined): ApiSnapshot | undefined => {
  if (config.deployed !== undefined) return readExport(config.deployed, kind);
  return kind !== 'REST' && truth(awsObject(config.stage), 'autoDeploy') === true ? workingCopy : undefined;
};

/** All that an incident file says about the stage, in one vocabulary. Never throws: what cannot be read is unknown. */
export const readStageSnapshot = ({ api, config = {} }: Pick<IncidentFile, 'api' | 'config'>): StageSnapshot => {
  const workingCopy = workingCopyOf(api.kind, config);
  const described = awsObject(api.kind === 'REST' ? config.restApi : config.httpApi);
  return withoutUndefined({
    kind: api.kind,
    apiId: api.id ?? text(described, 'id', 'apiId'),
    apiName: api.name ?? text(described, 'name'),
    region: api.region,
    account: api.account,
    settings: withoutUndefined({ stageName: api.stage, ...readStageSettings(config.stage) }),
    deployed: deployedOf(api.kind, config, workingCopy),
    workingCopy,
    functions: readFunctions(config.functions ?? {}),
    roles: readRoles(config.roles ?? {}),
    domains: config.domains && readDomains(config.domains),
    executeApiDisabled: truth(described, 'disableExecuteApiEndpoint'),
  });
};
