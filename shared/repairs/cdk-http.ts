import { accessLogFormat } from './access-log.ts';
import { CDK_ACCESS } from './cdk-access.ts';
import { type CdkEdit, literal, methodVariable, override, remark, statements } from './cdk-edit.ts';
import type { PrinterTable } from './change-printer.ts';
import { restOnly } from './rest-only.ts';

const integration = (place: { readonly path: string; readonly verb: string }, property: string, value: unknown): CdkEdit =>
  statements(
    [override(`${methodVariable(place)}Integration`, [property], value)],
    `${methodVariable(place)}Integration: the apigatewayv2.CfnIntegration behind ${place.verb} ${place.path}. Its other properties stay.`,
  );

const STAGE = 'const stage = api.defaultStage?.node.defaultChild as apigatewayv2.CfnStage;';

/** Statements for an HttpApi `api`, whose default stage deploys by itself. */
export const CDK_HTTP: PrinterTable<CdkEdit> = {
  ...restOnly((text) => remark(text)),
  ...CDK_ACCESS,
  'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, 'IntegrationMethod', httpMethod)],
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, 'TimeoutInMillis', timeoutInMillis)],
  'set-integration-uri': ({ uri, ...place }) => [integration(place, 'IntegrationUri', uri)],
  'set-stage-variable': ({ name, value }) => [
    statements(['{', `  ${STAGE}`, `  ${override('stage', ['StageVariables', name], value)}`, '}']),
  ],
  'enable-logging': (_change, { kind }) => [
    statements([
      '{',
      `  ${STAGE}`,
      "  const group = new logs.LogGroup(api, 'AccessLog', { retention: logs.RetentionDays.ONE_MONTH });",
      `  stage.accessLogSettings = { destinationArn: group.logGroupArn, format: ${literal(accessLogFormat(kind))} };`,
      '}',
    ]),
  ],
  'redeploy-stage': () => [
    remark('Live with: cdk deploy (the default stage of an HttpApi has autoDeploy; WebSocketStage has autoDeploy: true as an option).'),
  ],
};
