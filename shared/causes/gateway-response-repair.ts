import { type GatewayResponseFault, gatewayResponseFault } from '../gateway/gateway-response-rules.ts';
import type { Repair } from '../model/repair.ts';

/** What AWS itself answers, with the request id beside it. */
const STOCK = '{"message":$context.error.messageString,"requestId":"$context.requestId"}';

/** The habits that break the JSON: quotes around what brings its own, none around what has none. */
const mendQuotes = (template: string): string =>
  template
    .replaceAll(/"(\$\{?context\.error\.messageString\}?)"/g, '$1')
    .replaceAll(/(:\s*)\$(\{?)context\.error\.message(\}?)(?=\s*[,}])/g, '$1$$$2context.error.messageString$3');

/** The user's own template with its quotes mended, where that makes it whole; else a template of plain variables. */
const correctedTemplate = ({ kind, at, text }: GatewayResponseFault): string => {
  const mended = mendQuotes(text);
  const isWhole = gatewayResponseFault({ responseType: '', responseTemplates: { [at]: mended } }) === undefined;
  return kind === 'broken-json' && isWhole ? mended : STOCK;
};

const SIDE_EFFECTS = 'Every method of the API answers such errors in this form; what the old template wrote beside it is gone.';

/** Mends what is wrong in the entry itself. */
export const gatewayResponseRepair = (responseType: string, fault: GatewayResponseFault): Repair => {
  const header = fault.kind === 'unquoted-header';
  return {
    kind: 'config',
    changes: [
      {
        kind: 'set-gateway-response',
        responseType,
        ...(header
          ? { responseParameters: { [fault.at]: `'${fault.text.replaceAll(/^["']|["']$/g, '')}'` } }
          : { responseTemplates: { [fault.at]: correctedTemplate(fault) } }),
      },
      { kind: 'redeploy-stage' },
    ],
    sideEffects: header ? 'Every error that falls to this type carries the header, on every method.' : SIDE_EFFECTS,
  };
};
