import { expect, test } from 'vitest';
import { parseCloudFormation } from '../../../infra/tools/template/cloudformation.ts';
import { externalIdStanding } from '../../../shared/aws/external-id.ts';
import { readRepositoryFile } from '../../support/repository.ts';

const { Parameters } = parseCloudFormation(readRepositoryFile('infra/member-role.yml')) as {
  readonly Parameters: { readonly ExternalId: { readonly MinLength: number } };
};
const shortest = 'x'.repeat(Parameters.ExternalId.MinLength);

test.for([shortest, `${shortest}\n`, 'a+b=c,d.e@f:g/h-i_j'])('%j can be an external id', (text) => {
  expect(externalIdStanding(text)).toEqual({});
});

test.for([shortest.slice(1), '', `${shortest} and more`, `${shortest}é`, 'x'.repeat(1_225)])(
  '%j cannot, and the complaint does not repeat it',
  (text) => {
    const { problem = '' } = externalIdStanding(text);
    expect(problem).toMatch(/^it /);
    if (text !== '') expect(problem).not.toContain(text);
  },
);
