import type { PrinterTable } from './change-printer.ts';
import { byCommand, cloudFormationRest } from './cloudformation-rest.ts';
import { declaredSource } from './declared-source.ts';
import { functionName } from './iam-statements.ts';
import { SERVERLESS } from './logical-ids.ts';
import type { Branch } from './tree.ts';
import { edit, remark, type YamlEdit } from './yaml-edits.ts';

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** The framework writes paths without the leading slash and verbs in lower case. */
const httpEvent = ({ path, verb }: Place, members: Branch, ...notes: readonly string[]): YamlEdit =>
  edit(
    ['functions', 'FUNCTION'],
    { events: [{ http: { path: path.replace(/^\//, '') || '/', method: verb.toLowerCase(), ...members } }] },
    `FUNCTION: the one whose events hold ${verb} ${path}. What is not named here stays in the event.`,
    ...notes,
  );

const OWN_INTEGRATION = 'Read only with "integration: lambda" (and the like): a proxy has none.';

/** `request.parameters` of an event, by where the source stands. */
const PARTS = { path: 'paths', querystring: 'querystrings', header: 'headers' } as const;

const requestParameters = (expression: string): Branch => {
  const source = declaredSource(expression);
  const [, , part = '', ...name] = source?.name.split('.') ?? [];
  if (!source || !(part in PARTS)) return {};
  return {
    request: { parameters: { [PARTS[part as keyof typeof PARTS]]: Object.fromEntries([[name.join('.'), source.required]]) } },
  };
};

const answer = (place: Place, statusCode: string, entry: Branch): YamlEdit =>
  httpEvent(
    place,
    { response: { statusCodes: Object.fromEntries([[statusCode, entry]]) } },
    OWN_INTEGRATION,
    "statusCodes takes the place of the framework's own list (200, 400 to 504): write out every status that you need.",
  );

/**
 * Edits of serverless.yml: of events and of the provider where they have a word for it, else of the generated template, into which
 * `resources` is merged deeply: maps member by member, lists by index, so no list of it may be edited there.
 */
export const serverlessRest = (version: string): PrinterTable<YamlEdit> => ({
  ...cloudFormationRest(SERVERLESS, version),
  'set-request-content-handling': ({ contentHandling, ...place }) => [
    contentHandling === 'NONE'
      ? httpEvent(place, {}, 'Delete contentHandling from its request.')
      : httpEvent(place, { request: { contentHandling } }, OWN_INTEGRATION),
  ],
  'set-response-content-handling': (change, target) => {
    const { contentHandling, statusCode } = change;
    if (contentHandling === 'NONE') return [httpEvent(change, {}, 'Delete contentHandling from its response.')];
    return statusCode.startsWith('2')
      ? [httpEvent(change, { response: { contentHandling } }, OWN_INTEGRATION, 'It holds for every 2xx status of the event.')]
      : [byCommand('The framework sets contentHandling for 2xx statuses only; until its next deployment:', change, target)];
  },
  'add-binary-media-type': ({ mediaType }) => [
    edit(['provider', 'apiGateway'], { binaryMediaTypes: [mediaType] }, 'Add it to the list: the types that stand there stay.'),
  ],
  'remove-binary-media-type': ({ mediaType }) => [remark(`Delete ${JSON.stringify(mediaType)} from provider.apiGateway.binaryMediaTypes.`)],
  'add-method-response': ({ statusCode, ...place }) => [
    answer(place, statusCode, { pattern: statusCode }),
    remark(`pattern: keep yours where status ${statusCode} has one already; without any it would be the default.`),
  ],
  'put-integration-response': ({ statusCode, selectionPattern, responseTemplates, ...place }) => [
    answer(place, statusCode, { pattern: selectionPattern, ...(responseTemplates && { template: responseTemplates }) }),
  ],
  'set-request-template': ({ mediaType, template, ...place }) => [
    httpEvent(place, { request: { template: Object.fromEntries([[mediaType, template]]) } }, OWN_INTEGRATION),
  ],
  'set-passthrough-behavior': ({ passthroughBehavior, ...place }) => [
    httpEvent(place, { request: { passThrough: passthroughBehavior } }, OWN_INTEGRATION),
  ],
  'set-response-template': ({ statusCode, mediaType, template, ...place }) => [
    answer(place, statusCode, { template: Object.fromEntries([[mediaType, template]]) }),
  ],
  'set-response-header': ({ statusCode, header, value, ...place }) => [
    answer(place, statusCode, { headers: Object.fromEntries([[header, value]]) }),
  ],
  'set-integration-type': (place) => [
    httpEvent(place, { integration: 'lambda-proxy' }, 'Its request and response settings are not read any more.'),
  ],
  'set-integration-timeout': ({ timeoutInMillis, ...place }) => [httpEvent(place, { timeoutInMillis })],
  'remove-method-authorization': (place) => [httpEvent(place, { private: false }, 'Delete its authorizer.')],
  'map-path-parameter': ({ name, ...place }) => [
    httpEvent(place, { request: { parameters: { paths: Object.fromEntries([[name, true]]) } } }, 'The framework maps what is declared.'),
  ],
  'set-request-mapping': ({ parameter, value, path, verb }) => [
    ...(Object.keys(requestParameters(value)).length > 0 ? [httpEvent({ path, verb }, requestParameters(value))] : []),
    edit(
      [...SERVERLESS.root, SERVERLESS.ids.method({ path, verb })],
      { Properties: { Integration: { RequestParameters: Object.fromEntries([[parameter, value]]) } } },
      `${verb} ${path}: merged into the method that the framework generates.`,
    ),
  ],
  'set-function-timeout': ({ functionName: name, seconds }) => [
    edit(['functions', 'FUNCTION'], { timeout: seconds }, `FUNCTION: the one that is deployed as ${functionName(name)}.`),
  ],
  'set-stage-variable': (change, target) => [
    byCommand('The framework has no word for stage variables, and its deployments leave them as they are:', change, target),
  ],
  'enable-logging': ({ level }) => [
    edit(['provider', 'logs'], { restApi: { level } }, 'The framework sets the CloudWatch role of the account as well.'),
  ],
  'redeploy-stage': () => [remark('Live with: serverless deploy (it makes a new deployment each time; "deploy function" makes none).')],
});
