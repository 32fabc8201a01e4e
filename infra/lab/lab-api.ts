import type { Authorizer, Deployment, GatewayResponse, Resource, RestApi, Stage } from '@aws-sdk/client-api-gateway';
import type {
  Api,
  Authorizer as HttpAuthorizer,
  Stage as HttpStage,
  Integration,
  Route as RouteConfig,
} from '@aws-sdk/client-apigatewayv2';

export interface LabStage {
  readonly settings: Stage & { readonly stageName: string };
  /** What the stage runs, if it is not the working copy: the resources of an older deployment. */
  readonly deployedResources?: readonly Resource[];
}

/** A REST API as plain data, in the SDK's own shapes. */
export interface LabApi {
  readonly restApi: RestApi & { readonly id: string; readonly name: string };
  readonly stages: readonly LabStage[];
  /** The working copy, with methods, integrations and responses embedded. */
  readonly resources: readonly Resource[];
  /** Only the customised ones: the lab adds AWS's defaults for the rest. */
  readonly gatewayResponses?: readonly GatewayResponse[];
  readonly authorizers?: readonly Authorizer[];
  readonly deployments?: readonly Deployment[];
}

/** An HTTP or WebSocket API as plain data, in the SDK's own shapes. */
export interface LabHttpApi {
  readonly api: Api & { readonly ApiId: string; readonly Name: string };
  readonly stages: readonly (HttpStage & { readonly StageName: string })[];
  readonly routes?: readonly RouteConfig[];
  readonly integrations?: readonly Integration[];
  readonly authorizers?: readonly HttpAuthorizer[];
}

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** The gateway's own answers and their statuses; the two catch-alls have none. AWS: Developer Guide, "Gateway response types". */
const GATEWAY_RESPONSE_STATUS = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
} as const;

export const gatewayResponsesOf = ({ gatewayResponses = [] }: LabApi): readonly GatewayResponse[] =>
  Object.entries(GATEWAY_RESPONSE_STATUS).map(
    ([responseType, statusCode]) =>
      gatewayResponses.find((response) => response.responseType === responseType) ?? {
        responseType: responseType as keyof typeof GATEWAY_RESPONSE_STATUS,
        ...(statusCode && { statusCode }),
        responseParameters: {},
        responseTemplates: DEFAULT_TEMPLATES,
        defaultResponse: true,
      },
  );
