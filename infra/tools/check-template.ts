import { readFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
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

for (const problem of [...wrong, ...tooLarge]) console.error(problem);
if (wrong.length + tooLarge.length > 0) process.exitCode = 1;
else console.log(`Checked against the resource specification: ${TEMPLATES.join(', ')}. The bundles keep their size budgets.`);
