import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { templateProblems } from '../../../infra/tools/template/template-problems.ts';
import type { Target } from '../../../shared/model/diagnosis.ts';
import type { Change } from '../../../shared/model/repair.ts';
import { REPAIR_TOOLS, type RepairTool } from '../../../shared/model/repair-tool.ts';
import { printRepair } from '../../../shared/repairs/print-repair.ts';
import { CHANGES, http, rest } from '../../support/every-change.ts';
import { parseShell } from '../../support/shell.ts';
import { typescriptProblems } from '../../support/typescript-problems.ts';

const all = Object.values(CHANGES);
const targets = [rest, http];
const db = loadAwsServiceSpecSync();

/** What CloudFormation says of the parts of a template; what the parts leave out stands in the rest of it. */
const partProblems = (resources: unknown): readonly string[] =>
  templateProblems(db, { Resources: resources }).filter((problem) => !/required and missing|not in the template/.test(problem));

const yamlOf = (text: string): Record<string, unknown> => {
  const [one, other] = [parse(text, { version: '1.1' }), parse(text, { version: '1.2' })] as const;
  expect(one).toEqual(other);
  return (one ?? {}) as Record<string, unknown>;
};

/** Throws, or fails, where the tool itself would not take the text. */
const CHECKS: { readonly [Tool in RepairTool]: (text: string) => unknown } = {
  'aws-cli': parseShell,
  cloudformation: (text) => expect(partProblems(yamlOf(text).Resources ?? {})).toEqual([]),
  cdk: (text) => expect(typescriptProblems(text)).toEqual(''),
  terraform: (text) => parseHcl('repair.tf', text),
  serverless: (text) => {
    const { resources = {} } = yamlOf(text) as { resources?: { Resources?: Record<string, { Type?: string }> } };
    const own = Object.entries(resources.Resources ?? {}).filter(([, { Type }]) => Type !== undefined);
    expect(partProblems(Object.fromEntries(own))).toEqual([]);
  },
  openapi: yamlOf,
};

const everyTool = Object.keys(REPAIR_TOOLS) as readonly RepairTool[];

describe.each(everyTool)('%s', (tool) => {
  test.each(all.map((change) => [change.kind, change] as const))(
    '%s reads as in its golden text, for each kind of API',
    async (kind, change) => {
      const text = targets.map((target) => `# ${target.kind}\n${printRepair(tool, [change], target)}`).join('\n\n');
      await expect(`${text.replaceAll(/^# (REST|HTTP)$/gm, tool === 'cdk' ? '// $1' : '# $1')}\n`).toMatchFileSnapshot(
        `../../golden/repairs/${tool}/${kind}.${tool === 'cdk' ? 'ts.txt' : REPAIR_TOOLS[tool]}`,
      );
    },
  );

  test('takes every text that is printed for it', async () => {
    for (const change of all.filter(() => tool !== 'cdk'))
      for (const target of targets) await CHECKS[tool](printRepair(tool, [change], target));
    for (const target of targets) await CHECKS[tool](printRepair(tool, all, target));
  });

  test('says for every change what is to be done', () => {
    for (const change of all) for (const target of targets) expect(printRepair(tool, [change], target).trim()).not.toBe('');
  });
});

test('two changes of one method are one resource, with both of its edits', () => {
  const place = { path: '/orders/{id}', verb: 'GET' };
  const changes: readonly Change[] = [
    { kind: 'add-method-response', ...place, statusCode: '404' },
    { kind: 'put-integration-response', ...place, statusCode: '404', selectionPattern: 'Not found.*' },
    { kind: 'set-response-template', ...place, statusCode: '404', mediaType: 'application/json', template: '{}' },
  ];
  const { Resources } = yamlOf(printRepair('cloudformation', changes, rest)) as { Resources: Record<string, { Properties: unknown }> };
  expect(Resources.OrdersIdGetMethod?.Properties).toEqual({
    MethodResponses: [{ StatusCode: '404' }],
    Integration: {
      IntegrationResponses: [{ StatusCode: '404', SelectionPattern: 'Not found.*', ResponseTemplates: { 'application/json': '{}' } }],
    },
  });
  const lookUps = printRepair('cdk', changes, rest).match(/resourceForPath/g);
  expect(lookUps).toHaveLength(1);
});

test('other changes make another deployment, the same ones the same', () => {
  const print = (mediaType: string, target: Target = rest) =>
    printRepair('cloudformation', [{ kind: 'add-binary-media-type', mediaType }], target).match(/Deployment[0-9a-f]{8}/)?.[0];
  expect(print('image/png')).toMatch(/^Deployment/);
  expect(print('image/png')).toBe(print('image/png'));
  expect(print('image/png')).not.toBe(print('image/gif'));
});

test.each(['cloudformation', 'cdk', 'terraform', 'serverless', 'openapi'] as const)(
  '%s gives the command of the AWS CLI for what only it can do',
  (tool) => {
    expect(printRepair(tool, [CHANGES['flush-stage-cache']], rest)).toMatch(/^(?:#|\/\/) aws apigateway flush-stage-cache/m);
  },
);
