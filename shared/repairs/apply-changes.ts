import { err, ok, type Result } from '../lib/result.ts';
import type {
  ApiSnapshot,
  FunctionFacts,
  GatewayResponse,
  Integration,
  IntegrationResponse,
  Method,
  RoleFacts,
  StageSettings,
} from '../model/api.ts';
import type { Change, ChangeKind, ChangeOf } from '../model/repair.ts';

/** What a repair may edit: the version of the API that requests meet, the stage around it, and the policies of functions and roles. */
export interface Repairable {
  readonly api: ApiSnapshot;
  readonly functions: Readonly<Record<string, FunctionFacts>>;
  readonly roles: Readonly<Record<string, RoleFacts>>;
  readonly settings: StageSettings;
}

type Applied = Result<Repairable, string>;
type Appliers = { readonly [Kind in ChangeKind]: (stage: Repairable, change: ChangeOf<Kind>) => Applied };

interface Place {
  readonly path: string;
  readonly verb: string;
}

/** An API whose list holds `ANY` serves every verb by it. */
const methodIn = ({ methods }: ApiSnapshot, { path, verb }: Place): Method | undefined =>
  methods.find((method) => method.path === path && method.verb === verb) ??
  methods.find((method) => method.path === path && method.verb === 'ANY');

const editMethod = (stage: Repairable, place: Place, edit: (method: Method) => Method): Applied => {
  const method = methodIn(stage.api, place);
  if (method === undefined) return err(`The configuration holds no ${place.verb} ${place.path}.`);
  const methods = stage.api.methods.map((one) => (one === method ? edit(method) : one));
  return ok({ ...stage, api: { ...stage.api, methods } });
};

const editIntegration = (stage: Repairable, place: Place, edit: (integration: Integration) => Integration): Applied => {
  const method = methodIn(stage.api, place);
  const integration = method?.integration;
  if (integration === undefined || integration === 'NONE') return err(`The integration of ${place.verb} ${place.path} is not known.`);
  return editMethod(stage, place, (one) => ({ ...one, integration: edit(integration) }));
};

/** AWS holds them by status code, one of each. */
const withResponse = (responses: readonly IntegrationResponse[], entry: IntegrationResponse): readonly IntegrationResponse[] =>
  [...responses.filter(({ statusCode }) => statusCode !== entry.statusCode), entry].sort((a, b) =>
    a.statusCode.localeCompare(b.statusCode),
  );

const editResponse = (
  stage: Repairable,
  place: Place & { readonly statusCode: string },
  edit: (entry: IntegrationResponse) => IntegrationResponse,
): Applied => {
  const integration = methodIn(stage.api, place)?.integration;
  const responses = integration === 'NONE' ? undefined : integration?.responses;
  const entry = responses?.find(({ statusCode }) => statusCode === place.statusCode);
  if (entry === undefined || responses === undefined)
    return err(`The integration response ${place.statusCode} of ${place.verb} ${place.path} is not known.`);
  return editIntegration(stage, place, (one) => ({ ...one, responses: withResponse(responses, edit(entry)) }));
};

const withMediaTypes = (stage: Repairable, edit: (types: readonly string[]) => readonly string[]): Applied =>
  stage.api.binaryMediaTypes === undefined
    ? err('The binary media types of the API are not known.')
    : ok({ ...stage, api: { ...stage.api, binaryMediaTypes: edit(stage.api.binaryMediaTypes) } });

const withoutKey = <Value>(map: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));

const statementFor = (sourceArn: string) => ({
  Effect: 'Allow',
  Principal: { Service: 'apigateway.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } },
});

const statementsOf = (policy: unknown): readonly unknown[] => {
  const statements: unknown = typeof policy === 'object' && policy !== null && 'Statement' in policy ? policy.Statement : [];
  return Array.isArray(statements) ? statements : [statements];
};

/** A function's facts stand under its ARN or its name. */
const functionKey = (functions: Repairable['functions'], arn: string): string => {
  const name = arn.split(':')[6] ?? arn;
  return Object.hasOwn(functions, arn) || !Object.hasOwn(functions, name) ? arn : name;
};

const grantTo = (stage: Repairable, roleArn: string, grant: (role: RoleFacts) => RoleFacts): Applied =>
  ok({ ...stage, roles: { ...stage.roles, [roleArn]: grant(stage.roles[roleArn] ?? {}) } });

const GATEWAY_MAY_ASSUME = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' };

/** `method.request.header.X`: a mapping can read only what its method declares. */
const declaring = (source: string, method: Method): Method =>
  source.startsWith('method.request.') && !source.startsWith('method.request.body')
    ? { ...method, requestParameters: { [source]: false, ...method.requestParameters } }
    : method;

const withGatewayResponse = (
  responses: readonly GatewayResponse[],
  { responseType, statusCode, responseTemplates, responseParameters }: ChangeOf<'set-gateway-response'>,
): readonly GatewayResponse[] => {
  const {
    statusCode: pinned,
    defaultResponse: _stock,
    ...old
  } = responses.find((one) => one.responseType === responseType) ?? { responseType };
  const entry: GatewayResponse = {
    ...old,
    ...(pinned !== undefined && statusCode !== 'NONE' && { statusCode: pinned }),
    ...(responseTemplates && { responseTemplates }),
    ...(responseParameters && { responseParameters }),
  };
  return [...responses.filter((one) => one.responseType !== responseType), entry];
};

/** What no replayed request can feel. */
const unfelt = (stage: Repairable): Applied => ok(stage);

const APPLIERS: Appliers = {
  'set-request-content-handling': (stage, { contentHandling, ...place }) =>
    editIntegration(stage, place, (integration) => ({ ...integration, contentHandling })),
  'set-response-content-handling': (stage, { contentHandling, ...place }) =>
    editResponse(stage, place, (entry) => ({ ...entry, contentHandling })),
  'add-binary-media-type': (stage, { mediaType }) => withMediaTypes(stage, (types) => [...new Set([...types, mediaType])]),
  'remove-binary-media-type': (stage, { mediaType }) => withMediaTypes(stage, (types) => types.filter((type) => type !== mediaType)),
  'add-method-response': (stage, { statusCode, ...place }) =>
    editMethod(stage, place, (method) => ({
      ...method,
      ...(method.responses && { responses: { [statusCode]: {}, ...method.responses } }),
    })),
  'put-integration-response': (stage, { statusCode, selectionPattern, responseTemplates, ...place }) =>
    editIntegration(stage, place, (integration) => ({
      ...integration,
      responses: withResponse(integration.responses ?? [], {
        statusCode,
        selectionPattern,
        ...(responseTemplates && { responseTemplates }),
      }),
    })),
  'set-request-template': (stage, { mediaType, template, ...place }) =>
    editIntegration(stage, place, (integration) => ({
      ...integration,
      requestTemplates: { ...integration.requestTemplates, [mediaType]: template },
    })),
  'set-integration-type': (stage, { type, ...place }) => editIntegration(stage, place, (integration) => ({ ...integration, type })),
  'set-integration-http-method': (stage, { httpMethod, ...place }) =>
    editIntegration(stage, place, (integration) => ({ ...integration, httpMethod })),
  'map-path-parameter': (stage, { name, ...place }) => {
    const declared = editMethod(stage, place, (method) => ({
      ...method,
      requestParameters: { ...method.requestParameters, [`method.request.path.${name}`]: true },
    }));
    return declared.ok
      ? editIntegration(declared.value, place, (integration) => ({
          ...integration,
          requestParameters: { ...integration.requestParameters, [`integration.request.path.${name}`]: `method.request.path.${name}` },
        }))
      : declared;
  },
  'remove-request-mapping': (stage, { parameter, ...place }) =>
    editIntegration(stage, place, (integration) => ({
      ...integration,
      requestParameters: withoutKey(integration.requestParameters ?? {}, parameter),
    })),
  'allow-invoke': (stage, { functionArn, sourceArn }) => {
    const key = functionKey(stage.functions, functionArn);
    const facts = stage.functions[key];
    const policy = { Statement: [...statementsOf(facts?.policy), statementFor(sourceArn)] };
    return ok({ ...stage, functions: { ...stage.functions, [key]: { ...facts, policy } } });
  },
  'set-passthrough-behavior': (stage, { passthroughBehavior, ...place }) =>
    editIntegration(stage, place, (integration) => ({ ...integration, passthroughBehavior })),
  'set-response-template': (stage, { mediaType, template, ...place }) =>
    editResponse(stage, place, (entry) => ({ ...entry, responseTemplates: { ...entry.responseTemplates, [mediaType]: template } })),
  'set-response-header': (stage, { header, value, ...place }) => {
    const name = `method.response.header.${header}`;
    const mapped = editResponse(stage, place, (entry) => ({
      ...entry,
      responseParameters: { ...entry.responseParameters, [name]: value },
    }));
    return mapped.ok
      ? editMethod(mapped.value, place, (method) => {
          const declared = method.responses?.[place.statusCode];
          return declared
            ? {
                ...method,
                responses: {
                  ...method.responses,
                  [place.statusCode]: { ...declared, responseParameters: { ...declared.responseParameters, [name]: false } },
                },
              }
            : method;
        })
      : mapped;
  },
  'set-request-mapping': (stage, { parameter, value, ...place }) => {
    const mapped = editIntegration(stage, place, (integration) => ({
      ...integration,
      requestParameters: { ...integration.requestParameters, [parameter]: value },
    }));
    return mapped.ok ? editMethod(mapped.value, place, (method) => declaring(value, method)) : mapped;
  },
  'set-integration-uri': (stage, { uri, ...place }) => editIntegration(stage, place, (integration) => ({ ...integration, uri })),
  'remove-method-authorization': (stage, place) =>
    editMethod(stage, place, ({ authorizerId: _authorizer, ...method }) => ({
      ...method,
      authorizationType: 'NONE',
      apiKeyRequired: false,
    })),
  'set-gateway-response': (stage, change) =>
    ok({ ...stage, api: { ...stage.api, gatewayResponses: withGatewayResponse(stage.api.gatewayResponses ?? [], change) } }),
  'set-stage-variable': (stage, { name, value }) =>
    ok({ ...stage, settings: { ...stage.settings, variables: { ...stage.settings.variables, [name]: value } } }),
  'trust-api-gateway': (stage, { roleArn }) =>
    grantTo(stage, roleArn, (role) => ({ ...role, trust: { Statement: [...statementsOf(role.trust), GATEWAY_MAY_ASSUME] } })),
  'allow-role-action': (stage, { roleArn, action, resource }) =>
    grantTo(stage, roleArn, (role) => ({
      ...role,
      allowed: [...(role.allowed ?? []), { Effect: 'Allow', Action: action, Resource: resource }],
    })),
  'set-integration-timeout': (stage, { timeoutInMillis, ...place }) =>
    editIntegration(stage, place, (integration) => ({ ...integration, timeoutInMillis })),
  'set-cache-key-parameters': unfelt,
  'set-function-timeout': unfelt,
  'flush-stage-cache': unfelt,
  'enable-logging': unfelt,
  'redeploy-stage': unfelt,
};

/** The table cannot tell the compiler that a change meets the applier of its own kind; its type has. */
const apply = (stage: Repairable, change: Change): Applied => APPLIERS[change.kind](stage, change as never);

/**
 * A snapshot as it is after a repair, as if each edit were deployed. What else waits in the working copy for that deployment stays out.
 * The failure is one sentence: the part that an edit needs is not known.
 */
export const applyChanges = (stage: Repairable, changes: readonly Change[]): Applied => {
  let applied: Applied = ok(stage);
  for (const change of changes) {
    if (!applied.ok) return applied;
    applied = apply(applied.value, change);
  }
  return applied;
};
