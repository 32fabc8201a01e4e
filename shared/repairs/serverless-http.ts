import type { Target } from '../model/diagnosis.ts';
import type { ChangeKind, ChangeOf } from '../model/repair.ts';
import type { PrinterTable } from './change-printer.ts';
import { cloudFormationHttp } from './cloudformation-http.ts';
import { byCommand } from './cloudformation-rest.ts';
import { functionName } from './iam-statements.ts';
import { SERVERLESS } from './logical-ids.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

const INTEGRATION = remark(
  'The framework calls the integration of a function HttpApiIntegration and the name of the function: write the edit under that id.',
);

/** Edits of serverless.yml for an HTTP API. */
export const serverlessHttp = (version: string): PrinterTable<YamlEdit> => {
  const template = cloudFormationHttp(SERVERLESS, version);
  const named =
    <Kind extends ChangeKind>(print: PrinterTable<YamlEdit>[Kind]) =>
    (change: ChangeOf<Kind>, target: Target) => [...print(change, target), INTEGRATION];
  return {
    ...template,
    'set-integration-http-method': named(template['set-integration-http-method']),
    'set-integration-timeout': named(template['set-integration-timeout']),
    'set-integration-uri': named(template['set-integration-uri']),
    'set-function-timeout': ({ functionName: name, seconds }) => [
      edit(['functions', 'FUNCTION'], { timeout: seconds }, `FUNCTION: the one that is deployed as ${functionName(name)}.`),
    ],
    'set-stage-variable': (change, target) => [
      byCommand('The framework has no word for stage variables, and its deployments leave them as they are:', change, target),
    ],
    'enable-logging': () => [edit(['provider', 'logs'], { httpApi: true })],
    'redeploy-stage': () => [remark('Live with: serverless deploy (the stage deploys by itself).')],
  };
};
