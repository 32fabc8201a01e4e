import type { Target } from '../model/diagnosis.ts';
import type { ChangeKind, ChangeOf } from '../model/repair.ts';
import { commandsOf } from './aws-cli.ts';
import type { PrinterTable } from './change-printer.ts';
import { cloudFormationAccess } from './cloudformation-access.ts';
import { declaredSource } from './declared-source.ts';
import type { TemplateStyle } from './logical-ids.ts';
import type { Branch } from './tree.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** Says what only the AWS CLI can do. */
export const byCommand = (why: string, change: ChangeOf<ChangeKind>, target: Target): YamlEdit =>
  remark([why, ...commandsOf(change, target)].join('\n'));

const ONE_STATUS = 'Of the responses only the entry of this StatusCode: the others stay.';

/** Edits of the resources of a REST API. `version`: what makes the deployment a new one. */
export const cloudFormationRest = (style: TemplateStyle, version: string): PrinterTable<YamlEdit> => {
  const { ids, root, forSam } = style;
  const resource = (id: string, Type: string, properties: Branch, ...notes: readonly string[]): YamlEdit =>
    edit([...root, id], { Type, ...(Object.keys(properties).length > 0 && { Properties: properties }) }, ...notes);
  const method = (place: Place, properties: Branch, ...notes: readonly string[]): YamlEdit =>
    resource(
      ids.method(place),
      'AWS::ApiGateway::Method',
      properties,
      `${place.verb} ${place.path}: what is not named here stays.${forSam('the method stands in the OpenAPI of DefinitionBody.')}`,
      ...notes,
    );
  const integration = (place: Place, properties: Branch, ...notes: readonly string[]): YamlEdit =>
    method(place, { Integration: properties }, ...notes);
  const answer = (place: Place, entry: Branch): YamlEdit => integration(place, { IntegrationResponses: [entry] }, ONE_STATUS);
  const stage = (target: Target, properties: Branch, ...notes: readonly string[]): YamlEdit =>
    resource(
      ids.stage(target),
      'AWS::ApiGateway::Stage',
      properties,
      `The stage ${target.stage ?? ''}: its other properties stay.`,
      ...notes,
    );

  return {
    ...cloudFormationAccess(style),
    'set-request-content-handling': ({ contentHandling, ...place }) => [
      contentHandling === 'NONE'
        ? method(place, {}, 'Delete ContentHandling from Integration.')
        : integration(place, { ContentHandling: contentHandling }),
    ],
    'set-response-content-handling': ({ statusCode, contentHandling, ...place }) => [
      contentHandling === 'NONE'
        ? method(place, {}, `Delete ContentHandling from the entry of Integration.IntegrationResponses with StatusCode ${statusCode}.`)
        : answer(place, { StatusCode: statusCode, ContentHandling: contentHandling }),
    ],
    'add-binary-media-type': ({ mediaType }, target) => [
      resource(
        ids.api(target),
        'AWS::ApiGateway::RestApi',
        { BinaryMediaTypes: [mediaType] },
        `Add it to the list: the types that stand there stay.${forSam('BinaryMediaTypes of the API or of Globals.Api, with ~1 for /.')}`,
      ),
    ],
    'remove-binary-media-type': ({ mediaType }, target) => [
      resource(ids.api(target), 'AWS::ApiGateway::RestApi', {}, `Delete ${JSON.stringify(mediaType)} from BinaryMediaTypes.`),
    ],
    'add-method-response': ({ statusCode, ...place }) => [method(place, { MethodResponses: [{ StatusCode: statusCode }] }, ONE_STATUS)],
    'put-integration-response': ({ statusCode, selectionPattern, responseTemplates, path, verb }) => [
      answer(
        { path, verb },
        {
          StatusCode: statusCode,
          ...(selectionPattern !== '' && { SelectionPattern: selectionPattern }),
          ...(responseTemplates && { ResponseTemplates: responseTemplates }),
        },
      ),
    ],
    'set-request-template': ({ mediaType, template, ...place }) => [
      integration(place, { RequestTemplates: Object.fromEntries([[mediaType, template]]) }),
    ],
    'set-cache-key-parameters': ({ parameters, ...place }) => [
      method(
        place,
        {
          RequestParameters: Object.fromEntries(parameters.map((name) => [name, false])),
          Integration: { CacheKeyParameters: parameters },
        },
        'A key parameter has to be declared in RequestParameters; where it stands there already, it stays as it is.',
      ),
    ],
    'set-integration-type': ({ type, ...place }) => [
      integration(
        place,
        { Type: type, IntegrationHttpMethod: 'POST' },
        'Uri, Credentials and TimeoutInMillis stay; templates and IntegrationResponses are not read any more and may go.',
      ),
    ],
    'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, { IntegrationHttpMethod: httpMethod })],
    'map-path-parameter': ({ name, ...place }) => [
      method(place, {
        RequestParameters: Object.fromEntries([[`method.request.path.${name}`, true]]),
        Integration: { RequestParameters: Object.fromEntries([[`integration.request.path.${name}`, `method.request.path.${name}`]]) },
      }),
    ],
    'remove-request-mapping': ({ parameter, ...place }) => [
      method(place, {}, `Delete ${JSON.stringify(parameter)} from Integration.RequestParameters.`),
    ],
    'set-request-mapping': ({ parameter, value, ...place }) => {
      const source = declaredSource(value);
      return [
        method(place, {
          ...(source && { RequestParameters: Object.fromEntries([[source.name, source.required]]) }),
          Integration: { RequestParameters: Object.fromEntries([[parameter, value]]) },
        }),
      ];
    },
    'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, { TimeoutInMillis: timeoutInMillis })],
    'set-passthrough-behavior': ({ passthroughBehavior, ...place }) => [integration(place, { PassthroughBehavior: passthroughBehavior })],
    'set-response-template': ({ statusCode, mediaType, template, ...place }) => [
      answer(place, { StatusCode: statusCode, ResponseTemplates: Object.fromEntries([[mediaType, template]]) }),
    ],
    'set-response-header': ({ statusCode, header, value, ...place }) => {
      const name = `method.response.header.${header}`;
      return [
        method(
          place,
          {
            MethodResponses: [{ StatusCode: statusCode, ResponseParameters: Object.fromEntries([[name, false]]) }],
            Integration: { IntegrationResponses: [{ StatusCode: statusCode, ResponseParameters: Object.fromEntries([[name, value]]) }] },
          },
          ONE_STATUS,
        ),
      ];
    },
    'set-integration-uri': ({ uri, ...place }) => [
      integration(
        place,
        { Uri: uri },
        'Inside Fn::Sub an exclamation mark goes after the opening brace of a stage variable, which is then left alone.',
      ),
    ],
    'remove-method-authorization': (place) => [
      method(place, { AuthorizationType: 'NONE', ApiKeyRequired: false }, 'Delete AuthorizerId and AuthorizationScopes.'),
    ],
    'set-gateway-response': ({ responseType, statusCode, responseTemplates, responseParameters }) => [
      resource(
        ids.gatewayResponse(responseType),
        'AWS::ApiGateway::GatewayResponse',
        {
          ResponseType: responseType,
          ...(responseTemplates && { ResponseTemplates: responseTemplates }),
          ...(responseParameters && { ResponseParameters: responseParameters }),
        },
        `What is not named here stays.${forSam('GatewayResponses of the API.')}`,
        ...(statusCode === 'NONE' ? ['Delete StatusCode.'] : []),
      ),
    ],
    'set-stage-variable': ({ name, value }, target) => [stage(target, { Variables: Object.fromEntries([[name, value]]) })],
    'flush-stage-cache': (change, target) => [byCommand('No template flushes a cache; after the deployment:', change, target)],
    'enable-logging': ({ level }, target) => [
      stage(
        target,
        { MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', LoggingLevel: level }] },
        'The account needs a CloudWatch role, once per Region: CloudWatchRoleArn of AWS::ApiGateway::Account.',
      ),
    ],
    'redeploy-stage': (_change, target) => [
      resource(
        `Deployment${version}`,
        'AWS::ApiGateway::Deployment',
        { RestApiId: { Ref: ids.api(target) } },
        'The deployment that you have, under a new logical id: it is a snapshot, and CloudFormation takes a new one only for a new id.',
        `DependsOn and its other properties stay.${forSam('it does this by itself when the definition of the API changes.')}`,
      ),
      stage(target, { DeploymentId: { Ref: `Deployment${version}` } }),
    ],
  };
};
