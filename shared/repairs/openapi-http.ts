import type { PrinterTable } from './change-printer.ts';
import { OPENAPI_ACCESS, OPENAPI_REST } from './openapi-rest.ts';
import { restOnly } from './rest-only.ts';
import { remark, type YamlEdit } from './yaml-edits.ts';

/** HTTP APIs read the same members of an integration; what they lack says so. */
export const OPENAPI_HTTP: PrinterTable<YamlEdit> = {
  ...restOnly((text) => remark(text)),
  ...OPENAPI_ACCESS,
  'set-integration-http-method': OPENAPI_REST['set-integration-http-method'],
  'set-integration-timeout': OPENAPI_REST['set-integration-timeout'],
  'set-integration-uri': OPENAPI_REST['set-integration-uri'],
  'redeploy-stage': () => [
    remark('Live with the import (aws apigatewayv2 reimport-api) where the stage has autoDeploy, else with a deployment after it.'),
  ],
};
