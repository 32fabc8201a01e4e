import type { Target } from '../model/diagnosis.ts';
import { accessLogFormat } from './access-log.ts';
import type { PrinterTable } from './change-printer.ts';
import { cloudFormationAccess } from './cloudformation-access.ts';
import type { TemplateStyle } from './logical-ids.ts';
import { restOnly } from './rest-only.ts';
import type { Branch } from './tree.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** Edits of the resources of an HTTP or WebSocket API. `version`: what makes the deployment a new one. */
export const cloudFormationHttp = (style: TemplateStyle, version: string): PrinterTable<YamlEdit> => {
  const { ids, root } = style;
  const integration = ({ path, verb }: Place, properties: Branch): YamlEdit =>
    edit(
      [...root, ids.integration({ path, verb })],
      { Type: 'AWS::ApiGatewayV2::Integration', Properties: properties },
      `The integration behind ${verb} ${path}: its other properties stay.`,
    );
  const stage = (target: Target, properties: Branch, ...notes: readonly string[]): YamlEdit =>
    edit(
      [...root, ids.stage(target)],
      { Type: 'AWS::ApiGatewayV2::Stage', Properties: properties },
      'Its other properties stay.',
      ...notes,
    );

  return {
    ...restOnly((text) => remark(text)),
    ...cloudFormationAccess(style),
    'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, { IntegrationMethod: httpMethod })],
    'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, { TimeoutInMillis: timeoutInMillis })],
    'set-integration-uri': ({ uri, ...place }) => [integration(place, { IntegrationUri: uri })],
    'set-stage-variable': ({ name, value }, target) => [stage(target, { StageVariables: Object.fromEntries([[name, value]]) })],
    'enable-logging': (_change, target) => [
      edit([...root, 'AccessLogGroup'], { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } }),
      stage(target, {
        AccessLogSettings: { DestinationArn: { 'Fn::GetAtt': ['AccessLogGroup', 'Arn'] }, Format: accessLogFormat(target.kind) },
      }),
    ],
    'redeploy-stage': (_change, target) => [
      edit(
        [...root, `Deployment${version}`],
        { Type: 'AWS::ApiGatewayV2::Deployment', Properties: { ApiId: { Ref: ids.api(target) } } },
        'Not needed where the stage has AutoDeploy: true. Otherwise the deployment that you have, under a new logical id; DependsOn stays.',
      ),
      stage(target, { DeploymentId: { Ref: `Deployment${version}` } }),
    ],
  };
};
