import { expect, test } from 'vitest';
import { readDomains } from '../../../shared/stage/domains-reader.ts';

test.each([
  [
    'REST mappings',
    { domainName: 'API.example.com', mappings: [{ basePath: '(none)', restApiId: 'a1', stage: 'prod' }] },
    { basePath: '', apiId: 'a1', stage: 'prod' },
  ],
  [
    'apigatewayv2 mappings',
    { DomainName: 'api.example.com', Items: [{ ApiMappingKey: 'shop/v1', ApiId: 'h1', Stage: '$default' }] },
    { basePath: 'shop/v1', apiId: 'h1', stage: '$default' },
  ],
  ['a base path with slashes', { domainName: 'api.example.com', items: [{ basePath: '/shop/' }] }, { basePath: 'shop' }],
  ['a mapping without a base path', { domainName: 'api.example.com', mappings: [{ restApiId: 'a1' }] }, { basePath: '', apiId: 'a1' }],
] as const)('%s are read', (_, domain, mapping) => {
  expect(readDomains([domain])).toEqual([{ domainName: 'api.example.com', mappings: [mapping] }]);
});

test('a domain without mappings maps nothing, and an item without a name is no domain', () => {
  expect(readDomains([{ domainName: 'api.example.com' }, { mappings: [] }, 'api.example.com'])).toEqual([
    { domainName: 'api.example.com', mappings: [] },
  ]);
});
