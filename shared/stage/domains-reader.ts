import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { DomainFacts } from '../model/api.ts';
import { type AwsObject, awsObject, member, type Raw, text } from './aws-object.ts';

const listIn = (object: AwsObject, ...names: readonly string[]): readonly Raw[] => {
  const value = member(object, ...names);
  return Array.isArray(value) ? value.filter(isRecord) : [];
};

/** `(none)` is how GetBasePathMappings writes the root; apigatewayv2 leaves the key empty. */
const basePathOf = (mapping: AwsObject): string => {
  const written = text(mapping, 'basePath', 'apiMappingKey') ?? '';
  return written === '(none)' ? '' : written.replace(/^\/+|\/+$/g, '');
};

/** Domain names with their GetBasePathMappings (REST) or GetApiMappings (apigatewayv2) items under `mappings` or `items`. */
export const readDomains = (items: readonly unknown[]): readonly DomainFacts[] =>
  items.flatMap((item) => {
    const object = awsObject(item);
    const domainName = text(object, 'domainName');
    if (domainName === undefined) return [];
    const mappings = listIn(object, 'mappings', 'items').map((value) => {
      const mapping = awsObject(value);
      return withoutUndefined({ basePath: basePathOf(mapping), apiId: text(mapping, 'restApiId', 'apiId'), stage: text(mapping, 'stage') });
    });
    return [{ domainName: domainName.toLowerCase(), mappings }];
  });
