import type { ContentHandling } from '../model/api.ts';
import { ACCESS } from './aws-cli-access.ts';
import { methodOf, region, restApi, stageName } from './aws-names.ts';
import type { PrinterTable } from './change-printer.ts';
import { declaredSource } from './declared-source.ts';
import { type PatchOperation, patch, pointerTo } from './patch-operation.ts';
import { type Option, printCommand, quote, substitute } from './shell-word.ts';

const operations = (...list: readonly PatchOperation[]): Option => ['--patch-operations', ...patch(...list)];

/** Free text goes in as JSON: an argument that begins with `file://` would make the AWS CLI read that file. */
const json = (input: Readonly<Record<string, unknown>>): Option => ['--cli-input-json', quote(JSON.stringify(input))];

/** Replace is the only operation there; that leaving out the value unsets it is inferred from the AWS CLI's own template examples. */
const contentHandling = (value: ContentHandling): PatchOperation => ({
  op: 'replace',
  path: '/contentHandling',
  ...(value !== 'NONE' && { value }),
});

/** Patch paths: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html (`/type` of an integration cannot be patched). */
export const REST: PrinterTable<string> = {
  ...ACCESS,
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
  'set-passthrough-behavior': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'replace', path: '/passthroughBehavior', value: change.passthroughBehavior }),
    ]),
  ],
  'set-response-template': (change, target) => [
    printCommand('aws apigateway update-integration-response', [
      ...methodOf(target, change),
      ['--status-code', quote(change.statusCode)],
      ...region(target),
      operations({ op: 'add', path: `/responseTemplates/${pointerTo(change.mediaType)}`, value: change.template }),
    ]),
  ],
  'set-response-header': (change, target) => {
    const path = `/responseParameters/method.response.header.${pointerTo(change.header)}`;
    const place = [...methodOf(target, change), ['--status-code', quote(change.statusCode)], ...region(target)] as const;
    return [
      '# A header has to be declared on the method response first ("false": not required).',
      printCommand('aws apigateway update-method-response', [...place, operations({ op: 'add', path, value: 'false' })]),
      printCommand('aws apigateway update-integration-response', [...place, operations({ op: 'add', path, value: change.value })]),
    ];
  },
  'set-request-mapping': (change, target) => {
    const source = declaredSource(change.value);
    const place = [...methodOf(target, change), ...region(target)] as const;
    const declaration = printCommand('aws apigateway update-method', [
      ...place,
      operations({ op: 'add', path: `/requestParameters/${pointerTo(source?.name ?? '')}`, value: String(source?.required) }),
    ]);
    return [
      ...(source ? [declaration] : []),
      printCommand('aws apigateway update-integration', [
        ...place,
        operations({ op: 'add', path: `/requestParameters/${pointerTo(change.parameter)}`, value: change.value }),
      ]),
    ];
  },
  'set-integration-uri': (change, target) => [
    printCommand('aws apigateway update-integration', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'replace', path: '/uri', value: change.uri }),
    ]),
  ],
  'remove-method-authorization': (change, target) => [
    printCommand('aws apigateway update-method', [
      ...methodOf(target, change),
      ...region(target),
      operations({ op: 'replace', path: '/authorizationType', value: 'NONE' }, { op: 'replace', path: '/apiKeyRequired', value: 'false' }),
    ]),
  ],
  'set-gateway-response': ({ responseType, statusCode, responseTemplates = {}, responseParameters = {} }, target) => [
    printCommand('aws apigateway update-gateway-response', [
      restApi(target),
      ['--response-type', quote(responseType)],
      ...region(target),
      operations(
        ...(statusCode === 'NONE' ? [{ op: 'replace', path: '/statusCode' } as const] : []),
        ...Object.entries(responseTemplates).map(
          ([mediaType, value]) => ({ op: 'add', path: `/responseTemplates/${pointerTo(mediaType)}`, value }) as const,
        ),
        ...Object.entries(responseParameters).map(
          ([name, value]) => ({ op: 'add', path: `/responseParameters/${pointerTo(name)}`, value }) as const,
        ),
      ),
    ]),
  ],
  'set-stage-variable': ({ name, value }, target) => [
    printCommand('aws apigateway update-stage', [
      restApi(target),
      stageName(target),
      ...region(target),
      operations({ op: 'replace', path: `/variables/${pointerTo(name)}`, value }),
    ]),
  ],
};
