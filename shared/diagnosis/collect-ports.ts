import type { Result } from '../lib/result.ts';
import type { TakeToken } from './token-bucket.ts';

/** An answer of AWS as it came, its dates and casing untouched. */
export type Raw = Readonly<Record<string, unknown>>;

/** Why AWS gave no answer. `action` is the IAM action, `logs:FilterLogEvents`. */
export type ReadFailure =
  | { readonly kind: 'access-denied'; readonly action: string; readonly detail: string }
  | { readonly kind: 'not-found'; readonly action: string; readonly detail: string }
  | { readonly kind: 'throttled'; readonly action: string; readonly retryAfterMillis?: number }
  | { readonly kind: 'credentials'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** AWS understood who asks and would not do it: a bad parameter, an unsupported log class, an internal error. */
  | { readonly kind: 'refused'; readonly action: string; readonly detail: string };

export interface Page {
  readonly items: readonly Raw[];
  readonly next?: string;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly logStreamName?: string;
}

export interface LogPage {
  readonly events: readonly LogEvent[];
  /** Present while there is more to search, also after an empty page. */
  readonly next?: string;
}

export interface MetricSeries {
  /** Starts with a lower-case letter: AWS's rule for the id of a metric query. */
  readonly id: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Epoch milliseconds and sum. */
export type MetricPoints = readonly (readonly [number, number])[];

interface Read<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

interface OfRestApi {
  readonly restApiId: string;
}

interface OfHttpApi {
  readonly apiId: string;
}

interface Paged {
  readonly next?: string;
}

interface OfFunction {
  readonly functionName: string;
  /** A version or an alias; its policy and configuration are its own. */
  readonly qualifier?: string;
}

/** Everything that a diagnosis may ask AWS for. All of it reads; nothing writes. */
export interface Reads {
  readonly 'apigateway:GetRestApis': Read<Paged, Page>;
  readonly 'apigateway:GetRestApi': Read<OfRestApi, Raw>;
  readonly 'apigateway:GetStages': Read<OfRestApi, readonly Raw[]>;
  readonly 'apigateway:GetStage': Read<OfRestApi & { readonly stageName: string }, Raw>;
  /** OpenAPI 3.0 with the apigateway extensions, parsed. */
  readonly 'apigateway:GetExport': Read<OfRestApi & { readonly stageName: string }, Raw>;
  /** Methods embedded. */
  readonly 'apigateway:GetResources': Read<OfRestApi & Paged, Page>;
  readonly 'apigateway:GetGatewayResponses': Read<OfRestApi, readonly Raw[]>;
  readonly 'apigateway:GetAuthorizers': Read<OfRestApi, readonly Raw[]>;
  readonly 'apigateway:GetAccount': Read<Raw, Raw>;
  readonly 'apigatewayv2:GetApis': Read<Paged, Page>;
  readonly 'apigatewayv2:GetApi': Read<OfHttpApi, Raw>;
  readonly 'apigatewayv2:GetStages': Read<OfHttpApi, readonly Raw[]>;
  readonly 'apigatewayv2:GetStage': Read<OfHttpApi & { readonly stageName: string }, Raw>;
  readonly 'apigatewayv2:GetRoutes': Read<OfHttpApi & Paged, Page>;
  readonly 'apigatewayv2:GetIntegrations': Read<OfHttpApi & Paged, Page>;
  readonly 'apigatewayv2:GetAuthorizers': Read<OfHttpApi, readonly Raw[]>;
  /** Times in epoch milliseconds. */
  readonly 'logs:FilterLogEvents': Read<
    Paged & {
      readonly logGroupName: string;
      readonly logStreamNames?: readonly string[];
      readonly filterPattern?: string;
      readonly startTime: number;
      readonly endTime: number;
      readonly limit?: number;
    },
    LogPage
  >;
  /** The group of exactly this name, or nothing. */
  readonly 'logs:DescribeLogGroups': Read<{ readonly logGroupName: string }, Raw | undefined>;
  /** Times in epoch SECONDS, other than FilterLogEvents. Answers the query's id. */
  readonly 'logs:StartQuery': Read<
    { readonly logGroupName: string; readonly queryString: string; readonly startTime: number; readonly endTime: number },
    string
  >;
  /** One record per row: field → value. */
  readonly 'logs:GetQueryResults': Read<
    { readonly queryId: string },
    { readonly status: string; readonly rows: readonly Readonly<Record<string, string>>[] }
  >;
  readonly 'logs:StopQuery': Read<{ readonly queryId: string }, Raw>;
  /** Sums of metrics in AWS/ApiGateway, by the id of their series. */
  readonly 'cloudwatch:GetMetricData': Read<
    { readonly series: readonly MetricSeries[]; readonly periodInSeconds: number; readonly from: Date; readonly to: Date },
    Readonly<Record<string, MetricPoints>>
  >;
  /** Without its environment: an adapter drops it on receipt. */
  readonly 'lambda:GetFunctionConfiguration': Read<OfFunction, Raw>;
  /** The policy document, parsed. */
  readonly 'lambda:GetPolicy': Read<OfFunction, Raw>;
  /** `undefined`: no concurrency is reserved. */
  readonly 'lambda:GetFunctionConcurrency': Read<OfFunction, number | undefined>;
}

export type ReadName = keyof Reads;
export type InputOf<Name extends ReadName> = Reads[Name]['input'];
export type OutputOf<Name extends ReadName> = Reads[Name]['output'];

export interface Reply<Value> {
  readonly result: Result<Value, ReadFailure>;
  /** Size of the answer on the wire. */
  readonly bytes: number;
}

/** One call, made once: repeating it is the budget's business. It gives up after `withinMillis`. */
export type Ask<Name extends ReadName> = (input: InputOf<Name>, withinMillis: number) => Promise<Reply<OutputOf<Name>>>;

export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (millis: number) => Promise<void>;
  /** From 0 up to 1: the jitter of a back-off. */
  readonly random: () => number;
}

/** Deployed snapshots never change (inferred: a deployment is immutable), so a warm process need not read one twice. */
export interface SnapshotMemory {
  readonly recall: (key: string) => Raw | undefined;
  readonly remember: (key: string, snapshot: Raw) => void;
}

export interface CollectPorts {
  readonly ask: { readonly [Name in ReadName]: Ask<Name> };
  readonly clock: Clock;
  readonly snapshots: SnapshotMemory;
  readonly region: () => Promise<string | undefined>;
  /** Absent: nobody else reads the account at the same time. */
  readonly take?: TakeToken;
}
