import type { FailureEvent } from '../model/trace.ts';
import type { FormsOf } from './form.ts';

/** What stands before most failure texts of an execution log, and is often lost when people quote one. */
export const CONFIGURATION_ERROR = 'Execution failed due to configuration error: ';

const efce = <Text extends string>(text: Text): `${typeof CONFIGURATION_ERROR}${Text}` => `${CONFIGURATION_ERROR}${text}`;

/** AWS writes both apostrophes: HTTP API texts of 2021 have the straight one, of 2023 the typographic one. */
const typographic = (text: string): string => text.replaceAll("'", '’');

const HTTP_CALL_DENIED =
  "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.";
const HTTP_ROLE_DENIED =
  "API Gateway doesn't have permissions to assume the IAM role configured on the integration. Check the permissions and try again.";
const HTTP_FORMAT = "The response from the Lambda function doesn't match the format that API Gateway expects.";
const HTTP_WRONG_FIELD = `${HTTP_FORMAT} Lambda body contains the wrong type for field "{field}"`;
const HTTP_AUTHORIZER_FORMAT =
  "The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. {detail}";

/** The same text when a person, or a column's width, has cut the advice off. */
const withoutAdvice = (text: string): string => text.replace('. Check the permissions and try again.', '{}');

const quoted = (text: string) => [text, typographic(text), withoutAdvice(text), withoutAdvice(typographic(text))] as const;

const WAF_EVALUATION = 'There was an error evaluating the AWS WAF rules associated with this API';
const WAF_TIMEOUT = 'WAF call got timed out';

/**
 * The lines that say why a request failed: execution-log texts of REST and WebSocket APIs, the access-log texts of HTTP APIs
 * (`$context.integrationErrorMessage`), and what `$context.integration.error` and `$context.waf.error` write on REST APIs. First form:
 * today's wording. Order matters only for the last row, which takes what the others leave.
 */
export const FAILURE_LINES: { readonly [Kind in FailureEvent['kind']]: FormsOf<Kind> } = {
  'malformed-proxy-response': [efce('Malformed Lambda proxy response')],
  'function-error': [
    'Lambda execution failed with status 200 due to customer function error: {message*:text}. Lambda request id: {lambdaRequestId:word}',
    'Lambda execution failed with status 200 due to customer function error: {message:text}',
    'Lambda Customer Function Error:{message:text}',
    'The Lambda function returned the following error: {message*:text}. Check your Lambda function code and try again.',
    'The Lambda function returned the following error: {message:text}',
  ],
  'invocation-failed': [
    'Lambda invocation failed with status: {status:int}. Lambda request id: {lambdaRequestId:word}',
    'Lambda invocation failed with status: {status:int}',
  ],
  'rate-exceeded': [efce('Rate Exceeded.')],
  'invalid-permissions': [efce('Invalid permissions on Lambda function'), ...quoted(HTTP_CALL_DENIED)],
  'assume-role-denied': [
    efce('API Gateway does not have permission to assume the provided role {role:word}'),
    efce('API Gateway does not have permission to assume the provided role'),
    ...quoted(HTTP_ROLE_DENIED),
  ],
  'invalid-method-response': [efce('Output mapping refers to an invalid method response: {status:word}')],
  'no-output-mapping': [
    efce('No match for output mapping and no default output mapping configured. Endpoint Response Status Code: {endpointStatus:word}'),
    [efce('No match for output mapping and no default output mapping configured'), { endpointStatus: '' }],
  ],
  'base64-decode-failed': [efce('Unable to base64 decode the body.')],
  'transform-request-failed': [efce('Unable to transform request')],
  'transform-response-failed': [efce('Unable to transform response')],
  'mock-status-code-unreadable': [
    efce('Unable to parse statusCode. It should be an integer that is defined in the request template.'),
    efce('statusCode should be an integer which defined in request template'),
    efce('Unable to parse statusCode{}'),
  ],
  'invalid-endpoint-address': [efce('Invalid endpoint address')],
  // `path` was seen in logs; the other parts of a URI are inferred from java.net.URISyntaxException, which writes this text.
  'illegal-character': [
    efce('Illegal character in path at index {index:int}: {url}'),
    efce('Illegal character in path at index {index:int}'),
    efce('Illegal character in path at index {index:int}:'),
    efce('Illegal character in path'),
    efce('Illegal character in {} at index {index:int}: {url}'),
  ],
  // The status is recorded, the text is known from emulators only.
  'header-already-present': [efce('{header:word} header already present')],
  'certificate-name-mismatch': [efce("Host name '{host}' does not match the certificate subject provided by the peer (CN={subject})")],
  // Path validation (an expired certificate) is inferred: the same Java exception writes it.
  'certificate-untrusted': [efce('PKIX path building failed: {detail:text}'), efce('PKIX path validation failed: {detail:text}')],
  'tls-failed': [efce('General SSLEngine problem')],
  'internal-error': [efce('There was an internal error while executing your request')],
  'vpc-link-error': ['Execution failed due to an vpc link error'],
  'response-too-large': [
    efce('Integration response of reported length {bytes:int} is larger than allowed maximum of 10485760 bytes.'),
    efce('Integration response of reported length {bytes:int} is larger than allowed maximum of {} bytes.'),
  ],
  timeout: ['Execution failed due to a timeout error'],
  'network-error': [
    'Execution failed due to a network error communicating with endpoint: {detail:text}',
    ['Execution failed due to a network error communicating with endpoint', { detail: '' }],
  ],
  'authorizer-error': [efce('Authorizer error')],
  'policy-unparsable': [efce('Could not parse policy')],
  'policy-invalid-json': [efce('Invalid JSON in response: {detail:text}')],
  'authorizer-configuration-exception': ['AuthorizerConfigurationException'],
  'response-format-mismatch': [
    HTTP_WRONG_FIELD,
    typographic(HTTP_WRONG_FIELD),
    HTTP_FORMAT,
    typographic(HTTP_FORMAT),
    `${HTTP_FORMAT} {}`,
    typographic(`${HTTP_FORMAT} {}`),
  ],
  'authorizer-format-mismatch': [HTTP_AUTHORIZER_FORMAT, typographic(HTTP_AUTHORIZER_FORMAT)],
  'waf-error': [
    [WAF_EVALUATION, { detail: WAF_EVALUATION }],
    [WAF_TIMEOUT, { detail: WAF_TIMEOUT }],
  ],
  'configuration-error': [efce('{detail:text}')],
};
