import type { ContentHandling } from '../model/api.ts';
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

/** Replace is the only operation there; that leaving out the value unsets it is inferred from the AWS CLI's own template examples. */
const contentHandling = (value: ContentHandling): PatchOperation => ({
  op: 'replace',
  path: '/contentHandling',
  ...(value !== 'NONE' && { value }),
});

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
  'set-integration-http-method': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'replace', path: '/httpMethod', value: change.httpMethod }),
    ]),
  ],
  'map-path-parameter': (change, target) => [
    printCommand('aws apigateway update-method', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'add', path: `/requestParameters/method.request.path.${pointerTo(change.name)}`, value: 'true' }),
    ]),
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({
        op: 'add',
        path: `/requestParameters/integration.request.path.${pointerTo(change.name)}`,
        value: `method.request.path.${change.name}`,
      }),
    ]),
  ],
  'remove-request-mapping': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'remove', path: `/requestParameters/${pointerTo(change.parameter)}` }),
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

const elsewhere = (what: string) => () => [`# HTTP and WebSocket APIs: change ${what} where the API is defined.`];

const HTTP: Printers = {
  ...LAMBDA,
  'set-request-content-handling': elsewhere('content handling'),
  'set-response-content-handling': elsewhere('content handling'),
  'add-binary-media-type': elsewhere('what is binary'),
  'remove-binary-media-type': elsewhere('what is binary'),
  'add-method-response': elsewhere('route responses'),
  'put-integration-response': elsewhere('integration responses'),
  'set-request-template': elsewhere('request templates'),
  'set-cache-key-parameters': elsewhere('caching'),
  'set-integration-type': elsewhere('the type of the integration'),
  'flush-stage-cache': elsewhere('caching'),
  'map-path-parameter': elsewhere('the parameter mapping'),
  'remove-request-mapping': elsewhere('the parameter mapping'),
  'set-integration-http-method': (change, target) => [
    printCommand('aws apigatewayv2 update-integration', [
      ...integrationOf(target, change),
      ['--integration-method', quote(change.httpMethod)],
      ...region(target),
    ]),
  ],
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

/** Where a stage goes on running its old deployment after the change. What HTTP APIs change elsewhere is deployed there. */
const NEEDS_DEPLOYMENT: { readonly [Kind in ChangeKind]: 'always' | 'on-rest' | 'never' } = {
  'set-request-content-handling': 'on-rest',
  'set-response-content-handling': 'on-rest',
  'add-binary-media-type': 'on-rest',
  'remove-binary-media-type': 'on-rest',
  'add-method-response': 'on-rest',
  'put-integration-response': 'on-rest',
  'set-request-template': 'on-rest',
  'set-cache-key-parameters': 'on-rest',
  'set-integration-type': 'on-rest',
  'set-integration-http-method': 'always',
  'map-path-parameter': 'on-rest',
  'remove-request-mapping': 'on-rest',
  'set-integration-timeout': 'always',
  'allow-invoke': 'never',
  'set-function-timeout': 'never',
  'flush-stage-cache': 'never',
  'enable-logging': 'never',
  'redeploy-stage': 'always',
};

/** The table cannot tell the compiler that a change meets the printer of its own kind; its type has. */
const print = (change: Change, target: Target): readonly string[] =>
  (target.kind === 'REST' ? REST : HTTP)[change.kind](change as never, target);

/** The deployment stands once, after what waits for it; a cache is flushed after that, or it would fill with old answers again. */
const inOrder = (changes: readonly Change[], { kind: api }: Target): readonly Change[] => {
  const edits = changes.filter(({ kind }) => kind !== 'redeploy-stage' && kind !== 'flush-stage-cache');
  const needed = api === 'REST' ? ['always', 'on-rest'] : ['always'];
  const deployment = changes.some(({ kind }) => needed.includes(NEEDS_DEPLOYMENT[kind])) ? [{ kind: 'redeploy-stage' } as const] : [];
  return [...edits, ...deployment, ...changes.filter(({ kind }) => kind === 'flush-stage-cache')];
};

/** Commands of the AWS CLI for a POSIX shell, ready to paste, in the order in which they have to run. Lines with `#` are remarks. */
export const awsCliCommands = (changes: readonly Change[], target: Target): readonly string[] =>
  inOrder(changes, target).flatMap((change) => print(change, target));
