import type { ApiKind } from './api.ts';
import type { Gap } from './evidence.ts';

type Raw = Readonly<Record<string, unknown>>;

export interface RawLogEvent {
  readonly timestamp?: number;
  /** As logged, with or without the `(request id) ` prefix; may hold several lines. */
  readonly message: string;
}

/**
 * One incident on disk, in the shapes in which AWS returned them: what `collect` gathers, `capture` writes (redacted), and a person can
 * put together from `aws` CLI output. Every part but `version` and `api` is optional. REST objects are camelCase, apigatewayv2 and
 * Lambda objects PascalCase; readers take either. A missing field is unknown; `null` means that AWS has it not set.
 */
export interface IncidentFile {
  readonly version: 1;
  readonly api: {
    readonly kind: ApiKind;
    readonly id?: string;
    readonly name?: string;
    readonly stage?: string;
    readonly region?: string;
    readonly account?: string;
  };
  readonly window?: { readonly from: string; readonly to: string };
  readonly alarm?: unknown;
  readonly config?: {
    readonly restApi?: Raw;
    readonly stage?: Raw;
    /** GetExport oas30 (or swagger) with the apigateway extensions: what the stage runs. */
    readonly deployed?: Raw;
    /** GetResources items with methods embedded: the working copy. */
    readonly resources?: readonly Raw[];
    readonly gatewayResponses?: readonly Raw[];
    readonly authorizers?: readonly Raw[];
    readonly httpApi?: Raw;
    readonly routes?: readonly Raw[];
    readonly integrations?: readonly Raw[];
    readonly functions?: Readonly<Record<string, Raw>>;
    readonly roles?: Readonly<Record<string, Raw>>;
    readonly domains?: readonly Raw[];
  };
  readonly logs?: {
    readonly execution?: readonly RawLogEvent[];
    readonly test?: string;
    readonly access?: { readonly format?: string; readonly events?: readonly RawLogEvent[] };
    readonly functions?: Readonly<Record<string, readonly RawLogEvent[]>>;
  };
  readonly changes?: readonly { readonly time?: string; readonly event: string; readonly resource?: string }[];
  readonly metrics?: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly exchanges?: readonly Raw[];
  /** How many failing requests each sampled one stands for. Absent: every request stands for itself. */
  readonly samples?: readonly { readonly requestId: string; readonly count: number }[];
  /** What the collector could not read. */
  readonly gaps?: readonly Gap[];
  /** Labelled cases only; a diagnosis never reads it. */
  readonly expected?: unknown;
}
