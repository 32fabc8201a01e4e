import { isLambdaUri } from '../gateway/lambda-uri.ts';
import { endpointOf, integrationOf, type Scene } from './scene.ts';

/** What Lambda, Step Functions, SQS and their kind write when the body that the gateway rendered cannot be read. */
const UNREADABLE_BODY =
  /Could not parse (?:request body|payload)|SerializationException|Unrecognized character escape|Illegal unquoted character|Unrecognized token '/;

/** SQS, SNS and the other query services read the action from a form body. */
const MISSING_FORM_FIELD = /(?:parameter|Parameter) (?:Version|Action)|Version is missing|MissingAction|MissingParameter/;

/** An error document of an AWS service, in XML or JSON. */
const SERVICE_ERROR = /<ErrorResponse|<Error><|"__type"\s*:/;

export const isServiceError = (text: string | undefined): boolean => text !== undefined && SERVICE_ERROR.test(text);

export const isUnreadable = (text: string | undefined): boolean =>
  text !== undefined && (UNREADABLE_BODY.test(text) || MISSING_FORM_FIELD.test(text));

/** `"__type":"com.amazon.coral.service#UnknownOperationException"`, `<Code>NoSuchBucket</Code>`, `"Code":"AccessDenied"`. */
const ERROR_NAME = /"__type"\s*:\s*"(?:[\w.]+#)?(\w+)"|<Code>([\w.]+)<\/Code>|"Code"\s*:\s*"([\w.]+)"/;

export const errorNameIn = (text: string | undefined): string | undefined => {
  const [, typed, xml, json] = ERROR_NAME.exec(text ?? '') ?? [];
  return typed ?? xml ?? json;
};

/** The integration calls an AWS service other than Lambda; `undefined`: nobody knows. */
export const callsService = (scene: Scene): boolean | undefined => {
  const integration = integrationOf(scene);
  const kind = endpointOf(scene)?.kind;
  if (integration?.subtype !== undefined) return true;
  if (integration?.type !== undefined && integration.type !== 'AWS') return false;
  if (integration?.uri !== undefined) return integration.type === 'AWS' && !isLambdaUri(integration.uri);
  return kind === undefined ? undefined : kind === 'aws';
};
