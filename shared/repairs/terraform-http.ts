import type { Target } from '../model/diagnosis.ts';
import { accessLogFormat } from './access-log.ts';
import type { PrinterTable } from './change-printer.ts';
import { expression, type HclValue } from './hcl-text.ts';
import { restOnly } from './rest-only.ts';
import { TERRAFORM_ACCESS } from './terraform-access.ts';
import { deployment, remark, resource, type TerraformEdit, withBlocks } from './terraform-edit.ts';
import { apiName, methodName, stageName } from './terraform-names.ts';

type Attributes = Readonly<Record<string, HclValue>>;

const integration = (place: { readonly path: string; readonly verb: string }, attributes: Attributes): TerraformEdit =>
  resource(
    'aws_apigatewayv2_integration',
    methodName(place),
    attributes,
    `The integration behind ${place.verb} ${place.path}: its other arguments stay.`,
  );

const stage = (target: Target, attributes: Attributes): TerraformEdit =>
  resource('aws_apigatewayv2_stage', stageName(target), attributes, `The stage ${target.stage ?? ''}: its other arguments stay.`);

/** The arguments of the AWS provider's resources of HTTP and WebSocket APIs. `touched`: the resources that the deployment waits for. */
export const terraformHttp = (touched: readonly string[]): PrinterTable<TerraformEdit> => ({
  ...restOnly((text) => remark(text)),
  ...TERRAFORM_ACCESS,
  'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, { integration_method: httpMethod })],
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, { timeout_milliseconds: timeoutInMillis })],
  'set-integration-uri': ({ uri, ...place }) => [integration(place, { integration_uri: uri })],
  'set-stage-variable': ({ name, value }, target) => [stage(target, { stage_variables: Object.fromEntries([[name, value]]) })],
  'enable-logging': (_change, target) => [
    resource('aws_cloudwatch_log_group', 'access_log', { retention_in_days: 30 }),
    withBlocks(stage(target, {}), {
      header: ['access_log_settings'],
      notes: [],
      attributes: { destination_arn: expression('aws_cloudwatch_log_group.access_log.arn'), format: accessLogFormat(target.kind) },
    }),
  ],
  'redeploy-stage': (_change, target) => [
    remark('Where the stage has auto_deploy = true, no deployment of its own is needed.'),
    deployment('aws_apigatewayv2_deployment', apiName(target), touched),
  ],
});
