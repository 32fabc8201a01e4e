import { expect, test } from 'vitest';
import { readRepositoryFile, sourceFiles } from '../support/repository.ts';
import { FILE_EDGES, importsOf, isPlaced, refuseImport, SIBLING_EDGES } from './layering.ts';

test('every source file lies in a folder of the table', () => {
  expect(sourceFiles().filter((path) => !isPlaced(path))).toEqual([]);
});

test('every import points inward', () => {
  const refused = sourceFiles().flatMap((path) =>
    importsOf(readRepositoryFile(path)).flatMap((specifier) => {
      const reason = refuseImport(path, specifier);
      return reason === undefined ? [] : [`${path} must not import ${specifier}: ${reason}`];
    }),
  );
  expect(refused).toEqual([]);
});

test('finds every form of an import', () => {
  const source = ["import a from './a.ts';", "import {\n  b,\n} from './b.ts';", "export type { C } from './c.ts';", "import './d.ts';"];
  const dynamic = ["const e = await import('./e.ts');", "type F = import('./f.ts').F;"];
  expect(importsOf([...source, ...dynamic].join('\n'))).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
});

test.for([
  { path: 'shared/model/api.ts', specifier: '../logs/parse.ts', reason: /vocabulary/ },
  { path: 'shared/logs/parse.ts', specifier: '../stage/read.ts', reason: /siblings/ },
  { path: 'shared/stage/read.ts', specifier: '../repairs/apply.ts', reason: /siblings/ },
  { path: 'shared/gateway/steps/route.ts', specifier: '../../causes/index.ts', reason: /siblings/ },
  { path: 'shared/diagnosis/collect.ts', specifier: '../aws/collect-ports.ts', reason: /port/ },
  { path: 'shared/aws/clients.ts', specifier: '../slack/post.ts', reason: /siblings/ },
  { path: 'shared/aws/clients.ts', specifier: '../../functions/alarm.ts', reason: /trigger/ },
  { path: 'functions/alarm.ts', specifier: '../infra/lab/lab.ts', reason: /not deployed/ },
  { path: 'functions/cli/diagnose.ts', specifier: '../../infra/lab/lab.ts', reason: /not deployed/ },
  { path: 'functions/cli/lab.ts', specifier: '../../infra/tools/score/judge.ts', reason: /not deployed/ },
  { path: 'shared/diagnosis/collect.ts', specifier: '@aws-sdk/client-api-gateway', reason: /reach outside/ },
  { path: 'shared/causes/stale-cache.ts', specifier: 'node:fs/promises', reason: /reach outside/ },
  { path: 'functions/alarm.ts', specifier: '@aws-sdk/client-sqs', reason: /reach outside/ },
  { path: 'shared/aws/clients.ts', specifier: 'zod', reason: /zod\/mini/ },
])('refuses $specifier in $path and says why', ({ path, specifier, reason }) => {
  expect(refuseImport(path, specifier)).toMatch(reason);
});

test.for([
  { path: 'shared/causes/stale-cache.ts', specifier: '../gateway/media-type.ts' },
  { path: 'shared/repairs/apply.ts', specifier: '../stage/read.ts' },
  { path: 'shared/causes/stale-cache.ts', specifier: './scene.ts' },
  { path: 'shared/diagnosis/diagnose.ts', specifier: '../causes/index.ts' },
  { path: 'shared/aws/clients.ts', specifier: '@aws-sdk/client-api-gateway' },
  { path: 'functions/cli/gatewhy.ts', specifier: '../../package.json' },
  { path: 'functions/cli/lab.ts', specifier: '../../infra/lab/own-api/start-own-lab.ts' },
])('allows $specifier in $path', ({ path, specifier }) => {
  expect(refuseImport(path, specifier)).toBeUndefined();
});

test('every allowed edge has its reason', () => {
  expect([...SIBLING_EDGES, ...FILE_EDGES].filter(({ because }) => because.length < 20)).toEqual([]);
});
