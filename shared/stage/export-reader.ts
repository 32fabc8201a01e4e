import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ApiKind, ApiSnapshot, Method, MethodResponse } from '../model/api.ts';
import { awsObject, member, policyDocument, type Raw, record, text, texts, truth } from './aws-object.ts';
import { readExportedAuthorizers, readSecurity, securitySchemes } from './export-security.ts';
import { readExportedGatewayResponses } from './gateway-responses.ts';
import { readExportedIntegration } from './integration-reader.ts';

const VERBS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
const ANY_VERB = 'x-amazon-apigateway-any-method';

const lastSegment = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** `#/components/schemas/Pet` → `Pet`, by media type (OpenAPI 3). */
const readModels = (content: Raw | undefined): Readonly<Record<string, string>> | undefined =>
  content &&
  Object.fromEntries(
    Object.entries(content).flatMap(([mediaType, value]) => {
      const reference = isRecord(value) ? text(awsObject(value.schema), '$ref') : undefined;
      return reference === undefined ? [] : [[mediaType, lastSegment(reference)]];
    }),
  );

const readMethodResponse = (value: unknown, whole: boolean): MethodResponse => {
  const response = awsObject(value, whole);
  const headers = record(response, 'headers');
  return withoutUndefined({
    responseModels: readModels(record(awsObject(value), 'content')),
    responseParameters: headers && Object.fromEntries(Object.keys(headers).map((name) => [`method.response.header.${name}`, false])),
  });
};

const LOCATIONS: Readonly<Record<string, string>> = { path: 'path', query: 'querystring', header: 'header' };

const readParameters = (parameters: unknown, whole: boolean): Readonly<Record<string, boolean>> | undefined => {
  if (!Array.isArray(parameters)) return whole ? {} : undefined;
  return Object.fromEntries(
    parameters.flatMap((value) => {
      const parameter = awsObject(value);
      const [name, location] = [text(parameter, 'name'), LOCATIONS[text(parameter, 'in') ?? '']];
      return name === undefined || location === undefined
        ? []
        : [[`method.request.${location}.${name}`, truth(parameter, 'required') ?? false]];
    }),
  );
};

interface Export {
  readonly document: Raw;
  readonly kind: ApiKind;
  readonly whole: boolean;
  readonly schemes: Raw;
}

/** HTTP API exports may keep integrations apart and refer to them. */
const integrationOf = (operation: Raw, { document, whole }: Export): Method['integration'] => {
  const value = operation['x-amazon-apigateway-integration'];
  const reference = isRecord(value) ? text(awsObject(value), '$ref') : undefined;
  const components = awsObject(awsObject(document.components).raw['x-amazon-apigateway-integrations']);
  const resolved = reference === undefined ? value : components.raw[lastSegment(reference)];
  if (isRecord(resolved)) return readExportedIntegration(resolved, whole);
  return resolved === null || (whole && reference === undefined) ? 'NONE' : undefined;
};

const readOperation = (path: string, key: string, operation: Raw, source: Export): Method => {
  const { document, kind, whole, schemes } = source;
  const verb = key === ANY_VERB ? 'ANY' : key.toUpperCase();
  const isDefault = kind !== 'REST' && path === '/$default';
  const responses = record(awsObject(operation, whole), 'responses');
  return withoutUndefined({
    path: isDefault ? '/{proxy+}' : path,
    verb,
    routeKey: kind === 'REST' ? undefined : isDefault ? '$default' : `${verb} ${path}`,
    ...readSecurity(operation, document, schemes, whole),
    requestParameters: readParameters(operation.parameters, whole),
    requestModels: readModels(record(awsObject(operation.requestBody), 'content')),
    requestValidatorId:
      text(awsObject(operation), 'x-amazon-apigateway-request-validator') ??
      text(awsObject(document), 'x-amazon-apigateway-request-validator'),
    responses:
      responses && Object.fromEntries(Object.entries(responses).map(([status, value]) => [status, readMethodResponse(value, whole)])),
    integration: integrationOf(operation, source),
  });
};

const readPaths = (paths: Raw, source: Export): readonly Method[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(isRecord(operations) ? operations : {}).flatMap(([key, operation]) =>
      (VERBS.has(key) || key === ANY_VERB) && isRecord(operation) ? [readOperation(path, key, operation, source)] : [],
    ),
  );

const readValidators = (validators: Raw | undefined): ApiSnapshot['requestValidators'] =>
  validators &&
  Object.fromEntries(
    Object.entries(validators).map(([name, value]) => {
      const validator = awsObject(value);
      return [
        name,
        {
          validateRequestBody: truth(validator, 'validateRequestBody') ?? false,
          validateRequestParameters: truth(validator, 'validateRequestParameters') ?? false,
        },
      ];
    }),
  );

/**
 * GetExport (`oas30` or `swagger`, with the apigateway extensions) or ExportApi: what the stage RUNS. OpenAPI requires `info`, so a
 * document without it was cut by hand and what is missing from it stays unknown; its list of paths is taken as complete either way. Models
 * of Swagger 2 are left out: `consumes` and `produces` do not say which model belongs to which type.
 */
export const readExport = (document: Raw, kind: ApiKind = 'REST'): ApiSnapshot => {
  const whole = isRecord(document.info);
  const object = awsObject(document, whole);
  const schemes = securitySchemes(document);
  const gatewayResponses = record(object, 'x-amazon-apigateway-gateway-responses');
  return withoutUndefined({
    kind,
    methods: readPaths(record(object, 'paths') ?? {}, { document, kind, whole, schemes }),
    methodsComplete: isRecord(document.paths) ? true : undefined,
    binaryMediaTypes: kind === 'REST' ? texts(object, 'x-amazon-apigateway-binary-media-types') : undefined,
    gatewayResponses: kind === 'REST' ? gatewayResponses && readExportedGatewayResponses(gatewayResponses) : undefined,
    authorizers: whole || Object.keys(schemes).length > 0 ? readExportedAuthorizers(schemes) : undefined,
    requestValidators: readValidators(record(awsObject(document), 'x-amazon-apigateway-request-validators')),
    models: record(awsObject(document.components), 'schemas') ?? record(awsObject(document), 'definitions'),
    policy: policyDocument(member(object, 'x-amazon-apigateway-policy')),
    endpointTypes: texts(awsObject(document['x-amazon-apigateway-endpoint-configuration']), 'types'),
    corsConfiguration: kind === 'HTTP' ? record(object, 'x-amazon-apigateway-cors') : undefined,
  });
};
