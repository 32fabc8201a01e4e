import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import type { RepairTool } from '../model/repair-tool.ts';
import { awsCliCommands } from './aws-cli.ts';
import { cdk } from './cdk.ts';
import { cloudFormation } from './cloudformation.ts';
import { openApi } from './openapi.ts';
import { serverless } from './serverless.ts';
import { terraform } from './terraform.ts';

const PRINTERS: { readonly [Tool in RepairTool]: (changes: readonly Change[], target: Target) => string } = {
  'aws-cli': (changes, target) => awsCliCommands(changes, target).join('\n'),
  cloudformation: cloudFormation,
  cdk,
  terraform,
  serverless,
  openapi: openApi,
};

/**
 * The changes as the smallest edit of what a user of the tool has, in its own language, ending with what makes them live. Names are derived
 * from the API's paths; nothing of a stranger's text leaves its quotes. What the tool cannot say stands as a comment, with the command of
 * the AWS CLI where that is the only way.
 */
export const printRepair = (tool: RepairTool, changes: readonly Change[], target: Target): string => PRINTERS[tool](changes, target);
