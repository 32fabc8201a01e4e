import { accessLogCommands } from './access-log.ts';
import { ACCESS } from './aws-cli-access.ts';
import { httpApi, integrationOf, region, stageName } from './aws-names.ts';
import type { PrinterTable } from './change-printer.ts';
import { printCommand, quote } from './shell-word.ts';

const elsewhere = (what: string) => () => [`# HTTP and WebSocket APIs: change ${what} where the API is defined.`];

export const HTTP: PrinterTable<string> = {
  ...ACCESS,
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
  'set-passthrough-behavior': elsewhere('the passthrough behaviour'),
  'set-response-template': elsewhere('response templates'),
  'set-response-header': elsewhere('response headers and CORS'),
  'set-request-mapping': elsewhere('the parameter mapping'),
  'remove-method-authorization': elsewhere('the authorization of the route'),
  'set-gateway-response': elsewhere('gateway responses'),
  'set-integration-uri': (change, target) => [
    printCommand('aws apigatewayv2 update-integration', [
      ...integrationOf(target, change),
      ...region(target),
      ['--cli-input-json', quote(JSON.stringify({ IntegrationUri: change.uri }))],
    ]),
  ],
  'set-stage-variable': ({ name, value }, target) => [
    '# Whether the other variables stay is not documented: write them all.',
    printCommand('aws apigatewayv2 update-stage', [
      httpApi(target),
      stageName(target),
      ...region(target),
      ['--stage-variables', quote(JSON.stringify({ [name]: value }))],
    ]),
  ],
};
