import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { commandsOf } from './aws-cli.ts';
import type { PrinterTable } from './change-printer.ts';
import { declaredSource } from './declared-source.ts';
import { expression, type HclValue } from './hcl-text.ts';
import { TERRAFORM_ACCESS } from './terraform-access.ts';
import { deployment, remark, resource, type TerraformEdit, withBlocks } from './terraform-edit.ts';
import { apiName, methodName, responseLabel, stageName } from './terraform-names.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

type Attributes = Readonly<Record<string, HclValue>>;

const entry = (key: string, value: HclValue): Attributes => Object.fromEntries([[key, value]]);

const noteOf = ({ verb, path }: Place): string => `${verb} ${path}: the other arguments stay.`;

const integration = (place: Place, attributes: Attributes, ...notes: readonly string[]): TerraformEdit =>
  resource('aws_api_gateway_integration', methodName(place), attributes, noteOf(place), ...notes);

const method = (place: Place, attributes: Attributes, ...notes: readonly string[]): TerraformEdit =>
  resource('aws_api_gateway_method', methodName(place), attributes, noteOf(place), ...notes);

const integrationResponse = (place: Place, statusCode: string, attributes: Attributes, ...notes: readonly string[]): TerraformEdit =>
  resource('aws_api_gateway_integration_response', methodName(place, statusLabel(statusCode)), attributes, noteOf(place), ...notes);

const statusLabel = (statusCode: string): string => statusCode.replaceAll(/\W/g, '_');

const methodResponse = (place: Place, statusCode: string, attributes: Attributes, ...notes: readonly string[]): TerraformEdit =>
  resource('aws_api_gateway_method_response', methodName(place, statusLabel(statusCode)), attributes, ...notes);

/** What tells a new resource which method it belongs to. */
const belongsTo = (place: Place, statusCode: string): Attributes => {
  const owner = `aws_api_gateway_method.${methodName(place)}`;
  return {
    rest_api_id: expression(`${owner}.rest_api_id`),
    resource_id: expression(`${owner}.resource_id`),
    http_method: expression(`${owner}.http_method`),
    status_code: statusCode,
  };
};

const stage = (target: Target, attributes: Attributes): TerraformEdit =>
  resource('aws_api_gateway_stage', stageName(target), attributes, `The stage ${target.stage ?? ''}: its other arguments stay.`);

const byCommand = (why: string, change: Change, target: Target): TerraformEdit => remark([why, ...commandsOf(change, target)].join('\n'));

/** The arguments of the AWS provider's resources of REST APIs. `touched`: the resources that the deployment waits for. */
export const terraformRest = (touched: readonly string[]): PrinterTable<TerraformEdit> => ({
  ...TERRAFORM_ACCESS,
  'set-request-content-handling': ({ contentHandling, ...place }) => [
    contentHandling === 'NONE'
      ? integration(place, {}, 'Delete content_handling.')
      : integration(place, { content_handling: contentHandling }),
  ],
  'set-response-content-handling': ({ statusCode, contentHandling, ...place }) => [
    contentHandling === 'NONE'
      ? integrationResponse(place, statusCode, {}, 'Delete content_handling.')
      : integrationResponse(place, statusCode, { content_handling: contentHandling }),
  ],
  'add-binary-media-type': ({ mediaType }, target) => [
    resource(
      'aws_api_gateway_rest_api',
      apiName(target),
      { binary_media_types: [mediaType] },
      'Add it to the list: the types that stand there stay.',
    ),
  ],
  'remove-binary-media-type': ({ mediaType }, target) => [
    resource('aws_api_gateway_rest_api', apiName(target), {}, `Delete ${JSON.stringify(mediaType)} from binary_media_types.`),
  ],
  'add-method-response': ({ statusCode, ...place }) => [
    methodResponse(place, statusCode, belongsTo(place, statusCode), 'A resource of its own.'),
  ],
  'put-integration-response': ({ statusCode, selectionPattern, responseTemplates, path, verb }) => [
    integrationResponse(
      { path, verb },
      statusCode,
      {
        ...belongsTo({ path, verb }, statusCode),
        ...(selectionPattern !== '' && { selection_pattern: selectionPattern }),
        ...(responseTemplates && { response_templates: responseTemplates }),
      },
      'A resource of its own, in the place of the one of this status where there is one.',
    ),
  ],
  'set-request-template': ({ mediaType, template, ...place }) => [integration(place, { request_templates: entry(mediaType, template) })],
  'set-cache-key-parameters': ({ parameters, ...place }) => [
    method(
      place,
      { request_parameters: Object.fromEntries(parameters.map((name) => [name, false])) },
      'A key parameter has to be declared; where it stands here already, it stays as it is.',
    ),
    integration(place, { cache_key_parameters: parameters }),
  ],
  'set-integration-type': ({ type, ...place }) => [
    integration(place, { type, integration_http_method: 'POST' }, 'Templates, and the integration responses, are not read any more.'),
  ],
  'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, { integration_http_method: httpMethod })],
  'map-path-parameter': ({ name, ...place }) => [
    method(place, { request_parameters: entry(`method.request.path.${name}`, true) }),
    integration(place, { request_parameters: entry(`integration.request.path.${name}`, `method.request.path.${name}`) }),
  ],
  'remove-request-mapping': ({ parameter, ...place }) => [
    integration(place, {}, `Delete ${JSON.stringify(parameter)} from request_parameters.`),
  ],
  'set-request-mapping': ({ parameter, value, ...place }) => {
    const source = declaredSource(value);
    return [
      ...(source ? [method(place, { request_parameters: entry(source.name, source.required) })] : []),
      integration(place, { request_parameters: entry(parameter, value) }),
    ];
  },
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, { timeout_milliseconds: timeoutInMillis })],
  'set-passthrough-behavior': ({ passthroughBehavior, ...place }) => [integration(place, { passthrough_behavior: passthroughBehavior })],
  'set-response-template': ({ statusCode, mediaType, template, ...place }) => [
    integrationResponse(place, statusCode, { response_templates: entry(mediaType, template) }),
  ],
  'set-response-header': ({ statusCode, header, value, ...place }) => {
    const name = `method.response.header.${header}`;
    return [
      methodResponse(place, statusCode, { response_parameters: entry(name, false) }, noteOf(place)),
      integrationResponse(place, statusCode, { response_parameters: entry(name, value) }),
    ];
  },
  'set-integration-uri': ({ uri, ...place }) => [integration(place, { uri })],
  'remove-method-authorization': (place) => [
    method(place, { authorization: 'NONE', api_key_required: false }, 'Delete authorizer_id and authorization_scopes.'),
  ],
  'set-gateway-response': ({ responseType, statusCode, responseTemplates, responseParameters }) => [
    resource(
      'aws_api_gateway_gateway_response',
      responseLabel(responseType),
      {
        response_type: responseType,
        ...(responseTemplates && { response_templates: responseTemplates }),
        ...(responseParameters && { response_parameters: responseParameters }),
      },
      'The other arguments stay.',
      ...(statusCode === 'NONE' ? ['Delete status_code.'] : []),
    ),
  ],
  'set-stage-variable': ({ name, value }, target) => [stage(target, { variables: entry(name, value) })],
  'flush-stage-cache': (change, target) => [byCommand('No resource flushes a cache; after the apply:', change, target)],
  'enable-logging': ({ level }, target) => [
    withBlocks(
      resource(
        'aws_api_gateway_method_settings',
        stageName(target),
        {
          rest_api_id: expression(`aws_api_gateway_rest_api.${apiName(target)}.id`),
          stage_name: expression(`aws_api_gateway_stage.${stageName(target)}.stage_name`),
          method_path: '*/*',
        },
        'The account needs a CloudWatch role, once per Region: aws_api_gateway_account.',
      ),
      { header: ['settings'], notes: [], attributes: { logging_level: level } },
    ),
  ],
  'redeploy-stage': (_change, target) => [deployment('aws_api_gateway_deployment', apiName(target), touched)],
});
