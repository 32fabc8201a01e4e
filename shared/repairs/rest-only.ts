import type { PrinterTable } from './change-printer.ts';

/** What a tool says when an HTTP or WebSocket API is asked for an edit that only REST APIs know. */
export const restOnly = <Piece>(say: (text: string) => Piece) => {
  const lacks = (what: string) => () => [say(`This edit is one of REST APIs: HTTP and WebSocket APIs have no ${what}.`)];
  return {
    'set-request-content-handling': lacks('content handling of this form'),
    'set-response-content-handling': lacks('content handling of this form'),
    'add-binary-media-type': lacks('list of binary media types'),
    'remove-binary-media-type': lacks('list of binary media types'),
    'add-method-response': lacks('method responses'),
    'put-integration-response': lacks('integration responses of this form'),
    'set-request-template': lacks('request templates of this form'),
    'set-cache-key-parameters': lacks('cache'),
    'set-integration-type': lacks('integration type that could be changed in place'),
    'map-path-parameter': lacks('parameter mapping of this form'),
    'remove-request-mapping': lacks('parameter mapping of this form'),
    'set-request-mapping': lacks('parameter mapping of this form'),
    'set-passthrough-behavior': lacks('passthrough behaviour of this form'),
    'set-response-template': lacks('response templates of this form'),
    'set-response-header': lacks('method responses: headers stand in the CORS configuration or in responseParameters'),
    'remove-method-authorization': lacks('methods: set authorizationType NONE on the route'),
    'set-gateway-response': lacks('gateway responses'),
    'flush-stage-cache': lacks('cache'),
  } satisfies Partial<PrinterTable<Piece>>;
};
