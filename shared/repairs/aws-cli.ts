import type { Target } from '../model/diagnosis.ts';
import type { Change, ChangeKind, ChangeOf } from '../model/repair.ts';
import { accessLogCommands } from './access-log.ts';
import { httpApi, integrationOf, methodOf, region, restApi, stageName } from './aws-names.ts';
import { type PatchOperation, patch, pointerTo } from './patch-operation.ts';
import { type Option, printCommand, quote, type ShellWord, substitute } from './shell-word.ts';

type Printers = { readonly [Kind in ChangeKind]: (change: ChangeOf<Kind>, target: Target) => readonly string[] };

const operations = (...list: readonly PatchOperation[]): Option => ['--patch-operations', ...patch(...list)];

/** Free text goes in as JSON: an argument that begins with `file://` would make the AWS CLI read that file. */
const json = (input: Readonly<Record<string, unknown>>): Option => ['--cli-input-json', quote(JSON.stringify(input))];

const contentHandling = (value: string): PatchOperation =>
  value === 'NONE' ? { op: 'remove', path: '/contentHandling' } : { op: 'replace', path: '/contentHandling', value };

const statementId = (sourceArn: string): ShellWord =>
  quote(`apigateway-${(sourceArn.split(':').at(-1) ?? '').replaceAll('*', 'any').replaceAll(/[^\w-]+/g, '-')}`.slice(0, 100));

/** What is the same for every kind of API. */
const LAMBDA = {
  'allow-invoke': ({ functionArn, sourceArn }, target) => [
    printCommand('aws lambda add-permission', [
      ['--function-name', quote(functionArn)],
      ['--statement-id', statementId(sourceArn)],
      ['--action', quote('lambda:InvokeFunction')],
      ['--principal', quote('apigateway.amazonaws.com')],
      ['--source-arn', quote(sourceArn)],
      ...region(target),
    ]),
  ],
  'set-function-timeout': ({ functionName, seconds }, target) => [
    printCommand('aws lambda update-function-configuration', [
      ['--function-name', quote(functionName)],
      ['--timeout', quote(String(seconds))],
      ...region(target),
    ]),
  ],
} satisfies Partial<Printers>;

/** Patch paths: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html (`/type` of an integration cannot be patched). */
const REST: Printers = {
  ...LAMBDA,
  'set-request-content-handling': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations(contentHandling(change.contentHandling)),
    ]),
  ],
  'set-response-content-handling': (change, target) => [
    printCommand('aws apigateway update-integration-response', [
      ...methodOf(target, change),
      ['--status-code', quote(change.statusCode)],
      ...region(target),
      operations(contentHandling(change.contentHandling)),
    ]),
  ],
  'add-binary-media-type': ({ mediaType }, target) => [
    printCommand('aws apigateway update-rest-api', [
      restApi(target),
      ...region(target),
      operations({ op: 'add', path: `/binaryMediaTypes/${pointerTo(mediaType)}` }),
    ]),
  ],
  'remove-binary-media-type': ({ mediaType }, target) => [
    printCommand('aws apigateway update-rest-api', [
      restApi(target),
      ...region(target),
      operations({ op: 'remove', path: `/binaryMediaTypes/${pointerTo(mediaType)}` }),
    ]),
  ],
  'add-method-response': (change, target) => [
    printCommand('aws apigateway put-method-response', [
      ...methodOf(target, change),
      ['--status-code', quote(change.statusCode)],
      ...region(target),
    ]),
  ],
  'put-integration-response': (change, target) => [
    '# Writes the whole entry anew: add "responseParameters" if it maps headers.',
    printCommand('aws apigateway put-integration-response', [
      ...methodOf(target, change),
      ['--status-code', quote(change.statusCode)],
      ...region(target),
      json({ selectionPattern: change.selectionPattern, ...(change.responseTemplates && { responseTemplates: change.responseTemplates }) }),
    ]),
  ],
  'set-request-template': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'add', path: `/requestTemplates/${pointerTo(change.mediaType)}`, value: change.template }),
    ]),
  ],
  'set-cache-key-parameters': (change, target) => [
    '# A key parameter has to be declared on the method first ("false": not required).',
    printCommand('aws apigateway update-method', [
      ...methodOf(target, change),
      ...region(target),
      operations(
        ...change.parameters.map((name) => ({ op: 'add', path: `/requestParameters/${pointerTo(name)}`, value: 'false' }) as const),
      ),
    ]),
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations(...change.parameters.map((name) => ({ op: 'add', path: `/cacheKeyParameters/${pointerTo(name)}` }) as const)),
    ]),
  ],
  'set-integration-type': (change, target) => [
    '# Writes the whole integration anew: add its credentials, connection and timeout if they are set.',
    printCommand('aws apigateway put-integration', [
      ...methodOf(target, change),
      ['--type', quote(change.type)],
      ['--integration-http-method', quote('POST')],
      [
        '--uri',
        substitute('aws apigateway get-integration', [
          ...methodOf(target, change),
          ...region(target),
          ['--query', quote('uri')],
          ['--output', quote('text')],
        ]),
      ],
      ...region(target),
    ]),
  ],
  'set-integration-timeout': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'replace', path: '/timeoutInMillis', value: String(change.timeoutInMillis) }),
    ]),
  ],
  'flush-stage-cache': (_change, target) => [
    printCommand('aws apigateway flush-stage-cache', [restApi(target), stageName(target), ...region(target)]),
  ],
  'enable-logging': ({ level }, target) => [
    '# The account needs a CloudWatch role, once per Region: aws apigateway get-account',
    printCommand('aws apigateway update-stage', [
      restApi(target),
      stageName(target),
      ...region(target),
      operations({ op: 'replace', path: '/*/*/logging/loglevel', value: level }),
    ]),
  ],
  'redeploy-stage': (_change, target) => [
    printCommand('aws apigateway create-deployment', [restApi(target), stageName(target), ...region(target)]),
  ],
};

const restOnly = (what: string) => () => [`# Only REST APIs have ${what}: make this change where the API is defined.`];

const HTTP: Printers = {
  ...LAMBDA,
  'set-request-content-handling': restOnly('content handling'),
  'set-response-content-handling': restOnly('content handling'),
  'add-binary-media-type': restOnly('a list of binary media types'),
  'remove-binary-media-type': restOnly('a list of binary media types'),
  'add-method-response': restOnly('method responses'),
  'put-integration-response': restOnly('integration responses by status code'),
  'set-request-template': restOnly('mapping templates by media type'),
  'set-cache-key-parameters': restOnly('a stage cache'),
  'set-integration-type': restOnly('custom Lambda integrations'),
  'flush-stage-cache': restOnly('a stage cache'),
  'set-integration-timeout': (change, target) => [
    printCommand('aws apigatewayv2 update-integration', [
      ...integrationOf(target, change),
      ['--timeout-in-millis', quote(String(change.timeoutInMillis))],
      ...region(target),
    ]),
  ],
  'enable-logging': (_change, target) => accessLogCommands(target),
  'redeploy-stage': (_change, target) => [
    '# Not needed where the stage deploys by itself (autoDeploy).',
    printCommand('aws apigatewayv2 create-deployment', [httpApi(target), stageName(target), ...region(target)]),
  ],
};

/** A stage goes on running its old deployment after these. */
const NEEDS_DEPLOYMENT: { readonly [Kind in ChangeKind]: boolean } = {
  'set-request-content-handling': true,
  'set-response-content-handling': true,
  'add-binary-media-type': true,
  'remove-binary-media-type': true,
  'add-method-response': true,
  'put-integration-response': true,
  'set-request-template': true,
  'set-cache-key-parameters': true,
  'set-integration-type': true,
  'set-integration-timeout': true,
  'allow-invoke': false,
  'set-function-timeout': false,
  'flush-stage-cache': false,
  'enable-logging': false,
  'redeploy-stage': true,
};

/** The table cannot tell the compiler that a change meets the printer of its own kind; its type has. */
const print = (change: Change, target: Target): readonly string[] =>
  (target.kind === 'REST' ? REST : HTTP)[change.kind](change as never, target);

/** The deployment stands once, after what waits for it; a cache is flushed after that, or it would fill with old answers again. */
const inOrder = (changes: readonly Change[]): readonly Change[] => {
  const edits = changes.filter(({ kind }) => kind !== 'redeploy-stage' && kind !== 'flush-stage-cache');
  const deployment = changes.some(({ kind }) => NEEDS_DEPLOYMENT[kind]) ? [{ kind: 'redeploy-stage' } as const] : [];
  return [...edits, ...deployment, ...changes.filter(({ kind }) => kind === 'flush-stage-cache')];
};

/** Commands of the AWS CLI for a POSIX shell, ready to paste, in the order in which they have to run. Lines with `#` are remarks. */
export const awsCliCommands = (changes: readonly Change[], target: Target): readonly string[] =>
  inOrder(changes).flatMap((change) => print(change, target));
