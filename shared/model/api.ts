/**
 * What an API is configured to do. A property that is absent was never looked at: unknown, not default. What AWS was asked about
 * and has not set is written as the natural empty value: `[]`, `{}`, `''`, `'NONE'`.
 */
export type ApiKind = 'REST' | 'HTTP' | 'WEBSOCKET';

export type IntegrationType = 'MOCK' | 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY';
export type ContentHandling = 'NONE' | 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';

/** Media type → Velocity text. `''` stands for AWS's `null`: pass the body on unchanged. */
export type Templates = Readonly<Record<string, string>>;

export interface IntegrationResponse {
  /** `''` marks the default entry. A Java regular expression over the whole value otherwise. */
  readonly selectionPattern: string;
  readonly statusCode: string;
  readonly contentHandling?: ContentHandling;
  readonly responseTemplates?: Templates;
  readonly responseParameters?: Readonly<Record<string, string>>;
}

export interface Integration {
  readonly type?: IntegrationType;
  /** The verb towards the backend: `httpMethod` in the API, `integrationHttpMethod` in CloudFormation and Terraform. */
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly credentials?: string;
  readonly connectionType?: 'INTERNET' | 'VPC_LINK';
  readonly connectionId?: string;
  readonly contentHandling?: ContentHandling;
  readonly passthroughBehavior?: PassthroughBehavior;
  readonly timeoutInMillis?: number;
  readonly requestTemplates?: Templates;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly cacheKeyParameters?: readonly string[];
  /** In the order in which AWS holds them: by status code. */
  readonly responses?: readonly IntegrationResponse[];
  /** HTTP APIs only. */
  readonly payloadFormatVersion?: '1.0' | '2.0';
  /** HTTP APIs only: a first-class service action such as `StepFunctions-StartExecution`. */
  readonly subtype?: string;
}

export interface MethodResponse {
  readonly responseModels?: Readonly<Record<string, string>>;
  readonly responseParameters?: Readonly<Record<string, boolean>>;
}

export interface Method {
  /** The resource's template: `/pets/{petId}`. HTTP and WebSocket: the path of the route key, `/{proxy+}` for `$default`. */
  readonly path: string;
  /** `ANY` for a catch-all. */
  readonly verb: string;
  readonly routeKey?: string;
  readonly authorizationType?: string;
  readonly authorizerId?: string;
  readonly apiKeyRequired?: boolean;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly requestValidatorId?: string;
  /** Status → method response. */
  readonly responses?: Readonly<Record<string, MethodResponse>>;
  /** `'NONE'`: the method is known to have no integration. */
  readonly integration?: Integration | 'NONE';
}

export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseTemplates?: Templates;
  readonly responseParameters?: Readonly<Record<string, string>>;
  /** `true`: nobody has touched this type. */
  readonly defaultResponse?: boolean;
}

export interface Authorizer {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly uri?: string;
  readonly credentials?: string;
  readonly identitySource?: string;
  readonly resultTtlInSeconds?: number;
}

export interface RequestValidator {
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

/** One version of an API: what a stage runs, or the working copy. */
export interface ApiSnapshot {
  readonly kind: ApiKind;
  readonly methods: readonly Method[];
  /** `methods` is the whole list: a method that is not in it does not exist. Absent: it may. */
  readonly methodsComplete?: boolean;
  readonly binaryMediaTypes?: readonly string[];
  readonly gatewayResponses?: readonly GatewayResponse[];
  readonly authorizers?: readonly Authorizer[];
  /** By name: a JSON schema of draft 4, parsed, or AWS's model object that holds it as text under `schema`. */
  readonly models?: Readonly<Record<string, unknown>>;
  /** By the id that methods name: in an export the validator's own name. */
  readonly requestValidators?: Readonly<Record<string, RequestValidator>>;
  /** The API's resource policy, parsed; `'NONE'` when it is known to have none. */
  readonly policy?: unknown;
  readonly endpointTypes?: readonly string[];
  /** HTTP APIs only. */
  readonly corsConfiguration?: Readonly<Record<string, unknown>>;
}

export type LoggingLevel = 'OFF' | 'ERROR' | 'INFO';

export interface MethodSettings {
  readonly loggingLevel?: LoggingLevel;
  readonly dataTraceEnabled?: boolean;
  readonly cachingEnabled?: boolean;
  readonly cacheTtlInSeconds?: number;
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
}

/** The live part of a stage: it is not versioned and takes effect without a deployment. */
export interface StageSettings {
  readonly stageName?: string;
  readonly deploymentId?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** As AWS keys them: `*` + `/*`, or `{path without leading slash}/{VERB}`. */
  readonly methodSettings?: Readonly<Record<string, MethodSettings>>;
  readonly cacheClusterEnabled?: boolean;
  readonly accessLog?: { readonly destinationArn?: string; readonly format?: string } | 'NONE';
  readonly canary?: {
    readonly deploymentId?: string;
    readonly percentTraffic?: number;
    readonly variables?: Readonly<Record<string, string>>;
  };
  /** `''`: the stage is known to have none. */
  readonly webAclArn?: string;
  readonly lastUpdatedDate?: Date;
}

export interface FunctionFacts {
  readonly name?: string;
  readonly timeoutInSeconds?: number;
  readonly memoryInMb?: number;
  readonly handler?: string;
  readonly runtime?: string;
  readonly state?: string;
  readonly stateReasonCode?: string;
  readonly lastUpdateStatus?: string;
  readonly lastUpdateStatusReasonCode?: string;
  /** The resource policy, parsed. `'NONE'`: the function is known to have none. */
  readonly policy?: unknown;
  readonly reservedConcurrency?: number;
}

export interface RoleFacts {
  readonly trust?: unknown;
  readonly allowed?: readonly unknown[];
}

/** A custom domain name and what its paths lead to. */
export interface DomainFacts {
  readonly domainName: string;
  /** `basePath`: `''` for the root, else without slashes at its ends. */
  readonly mappings: readonly { readonly basePath: string; readonly apiId?: string; readonly stage?: string }[];
}

/** All that is known about the stage under suspicion. */
export interface StageSnapshot {
  readonly kind: ApiKind;
  readonly apiId?: string;
  readonly apiName?: string;
  readonly region?: string;
  readonly account?: string;
  readonly settings: StageSettings;
  /** What the stage runs: from an export, or an HTTP API that deploys by itself. */
  readonly deployed?: ApiSnapshot;
  readonly workingCopy?: ApiSnapshot;
  /** Keyed by function ARN (qualified where it was asked for so) or name. */
  readonly functions: Readonly<Record<string, FunctionFacts>>;
  readonly roles: Readonly<Record<string, RoleFacts>>;
  readonly domains?: readonly DomainFacts[];
  /** The API answers on its custom domains alone: `disableExecuteApiEndpoint`. */
  readonly executeApiDisabled?: boolean;
}
