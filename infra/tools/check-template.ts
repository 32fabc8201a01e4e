import { readFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import * as z from 'zod/mini';
import { compileOwnPatterns } from '../../shared/lib/compile-own-patterns.ts';
import { FUNCTIONS } from './build/bundle.ts';
import { measureBundle } from './build/measure-bundle.ts';
import { overBudget } from './build/size-budget.ts';
import { parseCloudFormation } from './template/cloudformation.ts';
import { templateProblems } from './template/template-problems.ts';

const TEMPLATES = ['.serverless/cloudformation-template-update-stack.json', 'infra/example-alarm.yml', 'infra/member-role.yml'];

const db = await loadAwsServiceSpec();

const wrong = TEMPLATES.flatMap((path) =>
  templateProblems(db, parseCloudFormation(readFileSync(path, 'utf8'))).map((problem) => `${path}: ${problem}`),
);
const tooLarge = FUNCTIONS.flatMap((name) => overBudget(name, measureBundle(`dist/${name}`)));

/** No function would start with a pattern that cannot be used. */
const { patterns } = z.object({ patterns: z.string() }).parse(parseCloudFormation(readFileSync('infra/redaction.yml', 'utf8')));
const compiled = compileOwnPatterns(patterns || '[]');
const unusable = compiled.ok ? [] : [`infra/redaction.yml: ${compiled.failure}`];

for (const problem of [...wrong, ...tooLarge, ...unusable]) console.error(problem);
if (wrong.length + tooLarge.length + unusable.length > 0) process.exitCode = 1;
else console.log(`Checked against the resource specification: ${TEMPLATES.join(', ')}. The bundles keep their size budgets.`);
