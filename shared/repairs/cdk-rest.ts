import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { commandsOf } from './aws-cli.ts';
import { CDK_ACCESS } from './cdk-access.ts';
import { type CdkEdit, literal, methodVariable, object, override, remark, statements } from './cdk-edit.ts';
import type { PrinterTable } from './change-printer.ts';
import { declaredSource } from './declared-source.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

const method = (place: Place, lines: readonly string[], ...notes: readonly string[]): CdkEdit => ({
  kind: 'method',
  place: { path: place.path, verb: place.verb },
  lines,
  notes,
});

const cfnOf = (place: Place): string => `${methodVariable(place)}Cfn`;

const set = (place: Place, path: readonly string[], value: unknown): string => override(cfnOf(place), path, value);

const unset = (place: Place, property: string): string => `${cfnOf(place)}.addPropertyDeletionOverride(${literal(property)});`;

const ENTRIES = 'apigateway.CfnMethod.IntegrationResponseProperty[]';

/** A list has no names to override by: the entry of the status is written anew from the old one and `members`, which may speak of `old`. */
const entry = (place: Place, statusCode: string, members: string): readonly string[] => [
  '{',
  `  const integration = ${cfnOf(place)}.integration as apigateway.CfnMethod.IntegrationProperty;`,
  `  const entries = (integration.integrationResponses ?? []) as ${ENTRIES};`,
  `  const old = entries.find(({ statusCode }) => statusCode === ${literal(statusCode)});`,
  `  const others = entries.filter((one) => one !== old);`,
  `  const edited = { ...old, statusCode: ${literal(statusCode)}, ${members} };`,
  `  ${cfnOf(place)}.integration = { ...integration, integrationResponses: [...others, edited] };`,
  '}',
];

const stage = (lines: readonly string[], ...notes: readonly string[]): CdkEdit =>
  statements(['{', ...lines.map((line) => `  ${line}`), '}'], ...notes);

const STAGE = 'const stage = api.deploymentStage.node.defaultChild as apigateway.CfnStage;';

const byCommand = (why: string, change: Change, target: Target): CdkEdit => remark([why, ...commandsOf(change, target)].join('\n'));

/** Statements for a RestApi `api`. `version`: what makes the deployment a new one. */
export const cdkRest = (version: string): PrinterTable<CdkEdit> => ({
  ...CDK_ACCESS,
  'set-request-content-handling': ({ contentHandling, ...place }) => [
    method(place, [
      contentHandling === 'NONE'
        ? unset(place, 'Integration.ContentHandling')
        : set(place, ['Integration', 'ContentHandling'], contentHandling),
    ]),
  ],
  'set-response-content-handling': ({ statusCode, contentHandling, ...place }) => [
    method(place, entry(place, statusCode, `contentHandling: ${contentHandling === 'NONE' ? 'undefined' : literal(contentHandling)}`)),
  ],
  'add-binary-media-type': ({ mediaType }) => [
    statements([
      '{',
      '  const rest = api.node.defaultChild as apigateway.CfnRestApi;',
      `  rest.binaryMediaTypes = [...(rest.binaryMediaTypes ?? []), ${literal(mediaType)}];`,
      '}',
    ]),
  ],
  'remove-binary-media-type': ({ mediaType }) => [
    statements([
      '{',
      '  const rest = api.node.defaultChild as apigateway.CfnRestApi;',
      `  rest.binaryMediaTypes = rest.binaryMediaTypes?.filter((one) => one !== ${literal(mediaType)});`,
      '}',
    ]),
  ],
  'add-method-response': ({ statusCode, ...place }) => [
    method(place, [`${methodVariable(place)}.addMethodResponse(${object({ statusCode })});`]),
  ],
  'put-integration-response': ({ statusCode, selectionPattern, responseTemplates, ...place }) => [
    method(
      place,
      entry(
        place,
        statusCode,
        [
          `selectionPattern: ${selectionPattern === '' ? 'undefined' : literal(selectionPattern)}`,
          ...(responseTemplates ? [`responseTemplates: ${object(responseTemplates)}`] : []),
        ].join(', '),
      ),
    ),
  ],
  'set-request-template': ({ mediaType, template, ...place }) => [
    method(place, [set(place, ['Integration', 'RequestTemplates', mediaType], template)]),
  ],
  'set-cache-key-parameters': ({ parameters, ...place }) => [
    method(
      place,
      [
        ...parameters.map((name) => set(place, ['RequestParameters', name], false)),
        `${cfnOf(place)}.addPropertyOverride('Integration.CacheKeyParameters', [${parameters.map(literal).join(', ')}]);`,
      ],
      'A key parameter has to be declared; leave out the line of one that is declared as required.',
    ),
  ],
  'set-integration-type': ({ type, ...place }) => [
    method(place, [set(place, ['Integration', 'Type'], type), set(place, ['Integration', 'IntegrationHttpMethod'], 'POST')]),
  ],
  'set-integration-http-method': ({ httpMethod, ...place }) => [
    method(place, [set(place, ['Integration', 'IntegrationHttpMethod'], httpMethod)]),
  ],
  'map-path-parameter': ({ name, ...place }) => [
    method(place, [
      set(place, ['RequestParameters', `method.request.path.${name}`], true),
      set(place, ['Integration', 'RequestParameters', `integration.request.path.${name}`], `method.request.path.${name}`),
    ]),
  ],
  'remove-request-mapping': ({ parameter, ...place }) => [
    method(place, [unset(place, `Integration.RequestParameters.${parameter.replaceAll(/[\\.]/g, '\\$&')}`)]),
  ],
  'set-request-mapping': ({ parameter, value, ...place }) => {
    const source = declaredSource(value);
    return [
      method(place, [
        ...(source ? [set(place, ['RequestParameters', source.name], source.required)] : []),
        set(place, ['Integration', 'RequestParameters', parameter], value),
      ]),
    ];
  },
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [
    method(place, [set(place, ['Integration', 'TimeoutInMillis'], timeoutInMillis)]),
  ],
  'set-passthrough-behavior': ({ passthroughBehavior, ...place }) => [
    method(place, [set(place, ['Integration', 'PassthroughBehavior'], passthroughBehavior)]),
  ],
  'set-response-template': ({ statusCode, mediaType, template, ...place }) => [
    method(
      place,
      entry(
        place,
        statusCode,
        `responseTemplates: { ...(old?.responseTemplates as Record<string, string>), ...${object({ [mediaType]: template })} }`,
      ),
    ),
  ],
  'set-response-header': ({ statusCode, header, value, ...place }) => {
    const name = `method.response.header.${header}`;
    return [
      method(
        place,
        entry(
          place,
          statusCode,
          `responseParameters: { ...(old?.responseParameters as Record<string, string>), ...${object({ [name]: value })} }`,
        ),
        `Declare the header where the method is added, in methodResponses: ${object({ statusCode, responseParameters: { [name]: false } })}`,
      ),
    ];
  },
  'set-integration-uri': ({ uri, ...place }) => [method(place, [set(place, ['Integration', 'Uri'], uri)])],
  'remove-method-authorization': (place) => [
    method(place, [
      set(place, ['AuthorizationType'], 'NONE'),
      set(place, ['ApiKeyRequired'], false),
      unset(place, 'AuthorizerId'),
      unset(place, 'AuthorizationScopes'),
    ]),
  ],
  'set-gateway-response': ({ responseType, statusCode, responseTemplates = {}, responseParameters = {} }) => [
    statements([
      'for (const one of api.node.findAll())',
      `  if (one instanceof apigateway.CfnGatewayResponse && one.responseType === ${literal(responseType)}) {`,
      ...(statusCode === 'NONE' ? ["    one.addPropertyDeletionOverride('StatusCode');"] : []),
      ...Object.entries(responseTemplates).map(([name, value]) => `    ${override('one', ['ResponseTemplates', name], value)}`),
      ...Object.entries(responseParameters).map(([name, value]) => `    ${override('one', ['ResponseParameters', name], value)}`),
      '  }',
    ]),
  ],
  'set-stage-variable': ({ name, value }) => [stage([STAGE, override('stage', ['Variables', name], value)])],
  'flush-stage-cache': (change, target) => [byCommand('No construct flushes a cache; after the deployment:', change, target)],
  'enable-logging': ({ level }) => [
    stage(
      [
        STAGE,
        'const settings = (stage.methodSettings ?? []) as apigateway.CfnStage.MethodSettingProperty[];',
        "const old = settings.find(({ httpMethod, resourcePath }) => httpMethod === '*' && resourcePath === '/*');",
        `const edited = { ...old, httpMethod: '*', resourcePath: '/*', loggingLevel: ${literal(level)} };`,
        'stage.methodSettings = [...settings.filter((one) => one !== old), edited];',
      ],
      'The account needs a CloudWatch role, once per Region: cloudWatchRole of the RestApi, or apigateway.CfnAccount.',
    ),
  ],
  'redeploy-stage': () => [
    statements(
      [`api.latestDeployment?.addToLogicalId(${object({ repair: version })});`],
      'The deployment is renewed when what the constructs were given changes; what is overridden here does not count, so it is named.',
      'Live with: cdk deploy',
    ),
  ],
});
