import type { ContentHandling, PassthroughBehavior, Templates } from './api.ts';

/** One edit of an API's configuration, independent of the tool that makes it. */
export type Change =
  | {
      readonly kind: 'set-request-content-handling';
      readonly path: string;
      readonly verb: string;
      readonly contentHandling: ContentHandling;
    }
  | {
      readonly kind: 'set-response-content-handling';
      readonly path: string;
      readonly verb: string;
      readonly statusCode: string;
      readonly contentHandling: ContentHandling;
    }
  | { readonly kind: 'add-binary-media-type'; readonly mediaType: string }
  | { readonly kind: 'remove-binary-media-type'; readonly mediaType: string }
  | { readonly kind: 'add-method-response'; readonly path: string; readonly verb: string; readonly statusCode: string }
  | {
      readonly kind: 'put-integration-response';
      readonly path: string;
      readonly verb: string;
      readonly statusCode: string;
      /** `''` makes it the default. */
      readonly selectionPattern: string;
      readonly responseTemplates?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'set-request-template';
      readonly path: string;
      readonly verb: string;
      readonly mediaType: string;
      readonly template: string;
    }
  | { readonly kind: 'set-cache-key-parameters'; readonly path: string; readonly verb: string; readonly parameters: readonly string[] }
  | { readonly kind: 'set-integration-type'; readonly path: string; readonly verb: string; readonly type: 'AWS_PROXY' }
  /** The verb towards the backend; the method's own verb stays. */
  | { readonly kind: 'set-integration-http-method'; readonly path: string; readonly verb: string; readonly httpMethod: 'POST' }
  /** Declares `method.request.path.NAME` and maps it to `integration.request.path.NAME`. */
  | { readonly kind: 'map-path-parameter'; readonly path: string; readonly verb: string; readonly name: string }
  /** `parameter`: the target of the mapping, such as `integration.request.header.Expect`. */
  | { readonly kind: 'remove-request-mapping'; readonly path: string; readonly verb: string; readonly parameter: string }
  | { readonly kind: 'set-integration-timeout'; readonly path: string; readonly verb: string; readonly timeoutInMillis: number }
  | { readonly kind: 'allow-invoke'; readonly functionArn: string; readonly sourceArn: string }
  | {
      readonly kind: 'set-passthrough-behavior';
      readonly path: string;
      readonly verb: string;
      readonly passthroughBehavior: PassthroughBehavior;
    }
  | {
      readonly kind: 'set-response-template';
      readonly path: string;
      readonly verb: string;
      readonly statusCode: string;
      readonly mediaType: string;
      readonly template: string;
    }
  /** Declares the header on the method response and maps it in the integration response; both entries are there. */
  | {
      readonly kind: 'set-response-header';
      readonly path: string;
      readonly verb: string;
      readonly statusCode: string;
      readonly header: string;
      /** A mapping expression: a fixed text stands in single quotes. */
      readonly value: string;
    }
  /** Sets one request mapping, and declares its source on the method where it is a `method.request…`. */
  | {
      readonly kind: 'set-request-mapping';
      readonly path: string;
      readonly verb: string;
      /** The target, such as `integration.request.header.X-Tenant`. */
      readonly parameter: string;
      readonly value: string;
    }
  | { readonly kind: 'set-integration-uri'; readonly path: string; readonly verb: string; readonly uri: string }
  /** authorizationType NONE, apiKeyRequired false. */
  | { readonly kind: 'remove-method-authorization'; readonly path: string; readonly verb: string }
  /** What is absent stays as it is; `'NONE'` takes the status code off. */
  | {
      readonly kind: 'set-gateway-response';
      readonly responseType: string;
      readonly statusCode?: 'NONE';
      readonly responseTemplates?: Templates;
      /** Keyed `gatewayresponse.header.NAME`. */
      readonly responseParameters?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'set-stage-variable'; readonly name: string; readonly value: string }
  /** Lets apigateway.amazonaws.com assume the role, beside whom it trusts already. */
  | { readonly kind: 'trust-api-gateway'; readonly roleArn: string }
  | { readonly kind: 'allow-role-action'; readonly roleArn: string; readonly action: string; readonly resource: string }
  | { readonly kind: 'set-function-timeout'; readonly functionName: string; readonly seconds: number }
  | { readonly kind: 'flush-stage-cache' }
  | { readonly kind: 'enable-logging'; readonly level: 'ERROR' | 'INFO' }
  | { readonly kind: 'redeploy-stage' };

export type ChangeKind = Change['kind'];
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

export type Repair =
  /** `sideEffects`: what the edit may change for other callers. */
  | { readonly kind: 'config'; readonly changes: readonly [Change, ...Change[]]; readonly sideEffects: string }
  /** The fault sits in code: what it gives now, beside what it should give. */
  | {
      readonly kind: 'code';
      readonly advice: string;
      readonly wrong: string;
      readonly right: string;
      /** The endpoint's whole output as it should have been, only where it follows mechanically from the one seen: the proof replays it. */
      readonly corrected?: string;
    }
  | { readonly kind: 'advice'; readonly steps: readonly [string, ...string[]] };
