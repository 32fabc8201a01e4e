import type { PrinterTable } from './change-printer.ts';
import { cloudFormationHttp } from './cloudformation-http.ts';
import { byCommand } from './cloudformation-rest.ts';
import { functionName } from './iam-statements.ts';
import { SERVERLESS_IDS } from './logical-ids.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

/** Edits of serverless.yml for an HTTP API. */
export const serverlessHttp = (version: string): PrinterTable<YamlEdit> => ({
  ...cloudFormationHttp(SERVERLESS_IDS, ['resources', 'Resources'], version),
  'set-function-timeout': ({ functionName: name, seconds }) => [
    edit(['functions', 'FUNCTION'], { timeout: seconds }, `FUNCTION: the one that is deployed as ${functionName(name)}.`),
  ],
  'set-stage-variable': (change, target) => [
    byCommand('The framework has no word for stage variables, and its deployments leave them as they are:', change, target),
  ],
  'enable-logging': () => [edit(['provider', 'logs'], { httpApi: true })],
  'redeploy-stage': () => [remark('Live with: serverless deploy (the stage deploys by itself).')],
});
