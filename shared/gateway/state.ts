import type { TraceEvent } from '../model/trace.ts';
import type { CompiledIntegration } from './compile-integration.ts';
import type { CompiledMethod } from './compile-method.ts';
import type { CompiledStage } from './compile-stage.ts';
import type { BodyClass } from './content-conversion.ts';
import type { EndpointAnswer, GatewayRequest, IntegrationRequest } from './exchange.ts';
import type { Fields } from './fields.ts';
import type { Payload } from './payload.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { RequestContext } from './request-context.ts';

/** What each step of the data plane knows. A state has everything of the one before it. */
export interface Received {
  readonly stage: CompiledStage;
  readonly request: GatewayRequest;
  readonly options: ReplayOptions;
  /** Writes to the trace of this replay. */
  readonly emit: (...events: readonly TraceEvent[]) => void;
  /** The request's headers as a method sees them: HD-1 are gone. */
  readonly headers: Fields;
  readonly context: RequestContext;
  /** The stage's, under the canary's own. */
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface Routed extends Received {
  readonly method: CompiledMethod;
  readonly pathParameters: Fields;
}

export interface MethodRequest extends Routed {
  /** Of the request's body. */
  readonly bodyClass: BodyClass;
}

export interface Integrating extends MethodRequest {
  readonly integration: CompiledIntegration;
}

/** Ready to be sent; a MOCK has nothing to send but its status. */
export interface Prepared extends Integrating {
  readonly call: { readonly kind: 'endpoint'; readonly request: IntegrationRequest } | { readonly kind: 'mock'; readonly status: number };
}

export interface Called extends Prepared {
  readonly endpoint: EndpointAnswer;
}

/** What came back, the same for every kind of endpoint. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: Fields;
  readonly body: Uint8Array;
  /** Lambda: the function failed; this is its error document. */
  readonly functionError: boolean;
}

export interface Answered extends Called {
  readonly answer: EndpointResponse;
}

export interface Responded extends Answered {
  readonly status: number;
  /** Before they are renamed for the client. */
  readonly responseHeaders: Fields;
  readonly payload: Payload;
  /** The status that the method has to declare; `'NOTHING'` for proxies, and where an override has set the status. */
  readonly mustDeclare: { readonly status: string } | 'NOTHING';
}
