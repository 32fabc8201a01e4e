import type { BasePathMapping, CustomDomain } from '../../gateway/base-path.ts';
import { isRecord } from '../../lib/json.ts';
import type { Raw } from './read-object.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const readMapping = ({ basePath, restApiId, stage }: Raw): BasePathMapping => ({
  basePath: textOf(basePath),
  apiId: textOf(restApiId),
  stageName: textOf(stage),
});

/** `config.domains` of an incident file: GetDomainNames with the mappings of each. An entry without a name or mappings says nothing. */
export const readDomains = (domains: readonly Raw[] = []): readonly CustomDomain[] =>
  domains.flatMap(({ domainName, mappings }) =>
    typeof domainName === 'string' && Array.isArray(mappings) ? [{ domainName, mappings: mappings.filter(isRecord).map(readMapping) }] : [],
  );
