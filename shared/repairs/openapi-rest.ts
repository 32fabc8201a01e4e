import type { Target } from '../model/diagnosis.ts';
import type { Change } from '../model/repair.ts';
import { commandsOf } from './aws-cli.ts';
import type { PrinterTable } from './change-printer.ts';
import { declaredSource } from './declared-source.ts';
import { permissionDocument, TRUST_STATEMENT } from './iam-statements.ts';
import type { Branch } from './tree.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

const operationAt = ({ path, verb }: Place): readonly string[] => [
  'paths',
  path,
  verb === 'ANY' ? 'x-amazon-apigateway-any-method' : verb.toLowerCase(),
];

const operation = (place: Place, members: Branch, ...notes: readonly string[]): YamlEdit =>
  edit(operationAt(place), members, 'What is not named here stays.', ...notes);

const integration = (place: Place, members: Branch, ...notes: readonly string[]): YamlEdit =>
  operation(place, { 'x-amazon-apigateway-integration': members }, ...notes);

const deletion = ({ path, verb }: Place, text: string): YamlEdit => remark(`${verb} ${path}, in x-amazon-apigateway-integration: ${text}`);

const KEY_IS_PATTERN =
  "The key of an integration's response is its selection pattern: change the entry with this statusCode, under the key that it has.";

/** The pattern of an entry that is there already is not known: the entry stands under the default's key, and says so. */
const answer = (place: Place, statusCode: string, members: Branch, key = 'default'): YamlEdit =>
  integration(place, { responses: Object.fromEntries([[key, { statusCode, ...members }]]) }, KEY_IS_PATTERN);

/** OpenAPI's word for each part of a request. */
const PARTS: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

/** `method.request.path.petId` as a parameter of the operation. */
const parameter = (name: string, required: boolean): Branch => {
  const [, , part = '', ...rest] = name.split('.');
  return { name: rest.join('.'), in: PARTS[part] ?? part, required, schema: { type: 'string' } };
};

const byCommand = (why: string, change: Change, target: Target): YamlEdit => remark([why, ...commandsOf(change, target)].join('\n'));

/** Functions, roles and stages stand in no API definition. */
export const OPENAPI_ACCESS = {
  'allow-invoke': (change, target) => [byCommand('An API definition grants no permission on a function:', change, target)],
  'set-function-timeout': (change, target) => [byCommand('An API definition holds no function:', change, target)],
  'trust-api-gateway': ({ roleArn }) => [
    remark(`An API definition holds no role. Add to the trust policy of ${roleArn}:`, JSON.stringify(TRUST_STATEMENT)),
  ],
  'allow-role-action': ({ roleArn, action, resource }) => [
    remark(`An API definition holds no role. Add to the policies of ${roleArn}:`, JSON.stringify(permissionDocument(action, resource))),
  ],
  'set-stage-variable': (change, target) => [byCommand('An API definition holds no stage:', change, target)],
  'enable-logging': (change, target) => [byCommand('An API definition holds no stage:', change, target)],
} satisfies Partial<PrinterTable<YamlEdit>>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
export const OPENAPI_REST: PrinterTable<YamlEdit> = {
  ...OPENAPI_ACCESS,
  'set-request-content-handling': ({ contentHandling, ...place }) => [
    contentHandling === 'NONE' ? deletion(place, 'delete contentHandling.') : integration(place, { contentHandling }),
  ],
  'set-response-content-handling': ({ statusCode, contentHandling, ...place }) => [
    contentHandling === 'NONE'
      ? deletion(place, `delete contentHandling from the response with statusCode ${statusCode}.`)
      : answer(place, statusCode, { contentHandling }),
  ],
  'add-binary-media-type': ({ mediaType }) => [
    edit(['x-amazon-apigateway-binary-media-types'], [mediaType], 'Add it to the list: the types that stand there stay.'),
  ],
  'remove-binary-media-type': ({ mediaType }) => [
    remark(
      `Delete ${JSON.stringify(mediaType)} from x-amazon-apigateway-binary-media-types, and import in overwrite mode: merge mode only adds.`,
    ),
  ],
  'add-method-response': ({ statusCode, ...place }) => [
    operation(place, { responses: Object.fromEntries([[statusCode, { description: `${statusCode} response` }]]) }),
  ],
  'put-integration-response': ({ statusCode, selectionPattern, responseTemplates, path, verb }) => [
    integration(
      { path, verb },
      {
        responses: Object.fromEntries([
          [selectionPattern === '' ? 'default' : selectionPattern, { statusCode, ...(responseTemplates && { responseTemplates }) }],
        ]),
      },
      "The key of an integration's response is its selection pattern.",
    ),
  ],
  'set-request-template': ({ mediaType, template, ...place }) => [
    integration(place, { requestTemplates: Object.fromEntries([[mediaType, template]]) }),
  ],
  'set-cache-key-parameters': ({ parameters, ...place }) => [
    operation(
      place,
      {
        parameters: parameters.map((name) => parameter(name, name.startsWith('method.request.path.'))),
        'x-amazon-apigateway-integration': { cacheKeyParameters: parameters },
      },
      'Parameters that are declared already stay as they are.',
    ),
  ],
  'set-integration-type': ({ type, ...place }) => [
    integration(
      place,
      { type: type.toLowerCase(), httpMethod: 'POST' },
      'Templates and responses of the integration are not read any more.',
    ),
  ],
  'set-integration-http-method': ({ httpMethod, ...place }) => [integration(place, { httpMethod })],
  'map-path-parameter': ({ name, ...place }) => [
    operation(place, {
      parameters: [parameter(`method.request.path.${name}`, true)],
      'x-amazon-apigateway-integration': {
        requestParameters: Object.fromEntries([[`integration.request.path.${name}`, `method.request.path.${name}`]]),
      },
    }),
  ],
  'remove-request-mapping': ({ parameter: target, ...place }) => [
    deletion(place, `delete ${JSON.stringify(target)} from requestParameters.`),
  ],
  'set-request-mapping': ({ parameter: target, value, ...place }) => {
    const source = declaredSource(value);
    return [
      operation(place, {
        ...(source && { parameters: [parameter(source.name, source.required)] }),
        'x-amazon-apigateway-integration': { requestParameters: Object.fromEntries([[target, value]]) },
      }),
    ];
  },
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [integration(place, { timeoutInMillis })],
  'set-passthrough-behavior': ({ passthroughBehavior, ...place }) => [
    integration(place, { passthroughBehavior: passthroughBehavior.toLowerCase() }),
  ],
  'set-response-template': ({ statusCode, mediaType, template, ...place }) => [
    answer(place, statusCode, { responseTemplates: Object.fromEntries([[mediaType, template]]) }),
  ],
  'set-response-header': ({ statusCode, header, value, path, verb }) => [
    operation(
      { path, verb },
      {
        responses: Object.fromEntries([
          [statusCode, { description: `${statusCode} response`, headers: Object.fromEntries([[header, { schema: { type: 'string' } }]]) }],
        ]),
      },
    ),
    answer({ path, verb }, statusCode, { responseParameters: Object.fromEntries([[`method.response.header.${header}`, value]]) }),
  ],
  'set-integration-uri': ({ uri, ...place }) => [integration(place, { uri })],
  'remove-method-authorization': (place) => [operation(place, { 'x-amazon-apigateway-auth': { type: 'NONE' } }, 'Delete security.')],
  'set-gateway-response': ({ responseType, statusCode, responseTemplates, responseParameters }) => [
    edit(
      ['x-amazon-apigateway-gateway-responses', responseType],
      { ...(responseTemplates && { responseTemplates }), ...(responseParameters && { responseParameters }) },
      'What is not named here stays.',
      ...(statusCode === 'NONE' ? ['Delete statusCode.'] : []),
    ),
  ],
  'flush-stage-cache': (change, target) => [byCommand('An import flushes no cache; after the deployment:', change, target)],
  'redeploy-stage': (change, target) => [
    byCommand(
      'An import changes no stage (aws apigateway put-rest-api --mode merge). After it, the deployment that makes it live:',
      change,
      target,
    ),
  ],
};
