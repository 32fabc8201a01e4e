import type { EventOf, FailureEvent } from '../model/trace.ts';

/** One text of AWS: what stands behind the prefix, and the fields in it. */
export interface FailureLine<Kind extends FailureEvent['kind']> {
  readonly pattern: RegExp;
  readonly fields: (groups: readonly (string | undefined)[], text: string) => Omit<EventOf<Kind>, 'kind'>;
}

type Fields<Kind extends FailureEvent['kind']> = FailureLine<Kind>['fields'];

const CONFIGURATION_ERROR = 'Execution failed due to configuration error:';
const FUNCTION_ERROR_ID = '. Lambda request id: ';

const plain = (): Record<never, never> => ({});
const optional = <Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } =>
  (value ? { [name]: value } : {}) as { readonly [Key in Name]?: string };

/** The message may hold line breaks and full stops: the request id is taken from the end. */
const functionError: Fields<'function-error'> = (_groups, text) => {
  const message = text.slice(text.indexOf('error:') + 'error:'.length).trim();
  const end = message.lastIndexOf(FUNCTION_ERROR_ID);
  if (end < 0) return { message };
  return { message: message.slice(0, end), ...optional('lambdaRequestId', message.slice(end + FUNCTION_ERROR_ID.length).trim()) };
};

/**
 * Every failure text of the execution log, in AWS's words, older wordings included. The texts behind `Execution failed due to
 * configuration error: ` are written without that prefix: access logs and people leave it out. A full stop at the end is optional.
 */
export const FAILURE_LINES: { readonly [Kind in FailureEvent['kind']]: readonly FailureLine<Kind>[] } = {
  'malformed-proxy-response': [{ pattern: /^Malformed Lambda proxy response\.?$/, fields: plain }],
  'function-error': [
    { pattern: /^Lambda execution failed with status \d+ due to customer function error:/, fields: functionError },
    {
      pattern: /^Lambda Customer Function Error:/,
      fields: (_groups, text) => ({ message: text.slice('Lambda Customer Function Error:'.length).trim() }),
    },
  ],
  'invocation-failed': [
    {
      pattern: /^Lambda invocation failed with status: (\d{3})(?:\. Lambda request id: ?(\S*?))?\.?$/,
      fields: ([, status, id]) => ({ status: Number(status), ...optional('lambdaRequestId', id) }),
    },
  ],
  'rate-exceeded': [{ pattern: /^Rate Exceeded\.?$/, fields: plain }],
  'invalid-permissions': [{ pattern: /^Invalid permissions on Lambda function\.?$/, fields: plain }],
  'assume-role-denied': [
    {
      pattern: /^API Gateway does not have permission to assume the provided role ?(\S*?)\.?$/,
      fields: ([, role]) => optional('role', role),
    },
  ],
  'invalid-method-response': [
    { pattern: /^Output mapping refers to an invalid method response: (\d{3})\.?$/, fields: ([, status = '']) => ({ status }) },
  ],
  'no-output-mapping': [
    {
      pattern: /^No match for output mapping and no default output mapping configured(?:\. Endpoint Response Status Code: (\d{3}))?\.?$/,
      fields: ([, endpointStatus = '']) => ({ endpointStatus }),
    },
  ],
  'base64-decode-failed': [{ pattern: /^Unable to base64 decode the body\.?$/, fields: plain }],
  'transform-request-failed': [{ pattern: /^Unable to transform request\.?$/, fields: plain }],
  'transform-response-failed': [{ pattern: /^Unable to transform response\.?$/, fields: plain }],
  'mock-status-code-unreadable': [
    { pattern: /^Unable to parse statusCode(?:\. It should be an integer that is defined in the request template\.?)?$/, fields: plain },
    { pattern: /^statusCode should be an integer which defined in request template\.?$/, fields: plain },
  ],
  'invalid-endpoint-address': [{ pattern: /^Invalid endpoint address\.?$/, fields: plain }],
  'illegal-character': [
    {
      pattern: /^Illegal character in (?:path|authority|query|scheme[^:]*)(?: at index (\d+): ?(.*))?$/s,
      fields: ([, index, url]) => ({ ...(index !== undefined && { index: Number(index) }), ...optional('url', url) }),
    },
  ],
  'header-already-present': [{ pattern: /^([\w-]+) header already present\.?$/, fields: ([, header = '']) => ({ header }) }],
  'certificate-name-mismatch': [
    {
      pattern: /^Host name '([^']*)' does not match the certificate subject provided by the peer \((.*)\)\.?$/,
      fields: ([, host = '', subject = '']) => ({ host, subject }),
    },
  ],
  'certificate-untrusted': [{ pattern: /^(PKIX path (?:building|validation) failed.*)$/s, fields: ([, detail = '']) => ({ detail }) }],
  'tls-failed': [{ pattern: /^General SSLEngine problem\.?$/, fields: plain }],
  'internal-error': [{ pattern: /^There was an internal error while executing your request\.?$/, fields: plain }],
  'vpc-link-error': [{ pattern: /^Execution failed due to an? vpc link error\.?$/, fields: plain }],
  'response-too-large': [
    {
      pattern: /^Integration response of reported length (\d+) is larger than allowed maximum of \d+ bytes\.?$/,
      fields: ([, bytes]) => ({ bytes: Number(bytes) }),
    },
  ],
  timeout: [{ pattern: /^Execution failed due to a timeout error\.?$/, fields: plain }],
  'network-error': [
    {
      pattern: /^Execution failed due to a network error communicating with endpoint(?:: (.*))?$/s,
      fields: ([, detail = '']) => ({ detail: detail.replace(/\.$/, '') }),
    },
  ],
  'authorizer-error': [{ pattern: /^Authorizer error\.?$/, fields: plain }],
  'policy-unparsable': [{ pattern: /^Could not parse policy\.?$/, fields: plain }],
  'policy-invalid-json': [{ pattern: /^Invalid JSON in response: ?(.*)$/s, fields: ([, detail = '']) => ({ detail }) }],
  'authorizer-configuration-exception': [{ pattern: /^AuthorizerConfigurationException$/, fields: plain }],
  'response-format-mismatch': [
    {
      pattern:
        /^The response from the Lambda function doesn['’]t match the format that API Gateway expects\.?(?: Lambda body contains the wrong type for field "([^"]*)")?[\s\S]*$/,
      fields: ([, field]) => optional('field', field),
    },
  ],
  'authorizer-format-mismatch': [
    {
      pattern: /^The response from the Lambda Authorizer function doesn['’]t match the format that API Gateway expects\.? ?([\s\S]*)$/,
      fields: ([, detail = '']) => ({ detail: detail.trim() }),
    },
  ],
  'waf-error': [
    {
      pattern: /^((?:There was an error evaluating the AWS WAF rules|WAF call got timed out)[\s\S]*)$/,
      fields: ([, detail = '']) => ({ detail }),
    },
  ],
  'configuration-error': [
    { pattern: /^Execution failed due to configuration error: ?([\s\S]*)$/, fields: ([, detail = '']) => ({ detail }) },
  ],
};

const KINDS = Object.keys(FAILURE_LINES).filter((kind) => kind !== 'configuration-error') as readonly FailureEvent['kind'][];

const readAs = <Kind extends FailureEvent['kind']>(kind: Kind, text: string): FailureEvent | undefined => {
  for (const { pattern, fields } of FAILURE_LINES[kind]) {
    const match = pattern.exec(text);
    if (match) return { kind, ...fields(match, text) } as FailureEvent;
  }
  return undefined;
};

/** The failure that a text states, with or without the configuration-error prefix; `undefined` when it states none that is known. */
export const readFailure = (text: string): FailureEvent | undefined => {
  const isConfigurationError = text.startsWith(CONFIGURATION_ERROR);
  const bare = isConfigurationError ? text.slice(CONFIGURATION_ERROR.length).trim() : text;
  for (const kind of KINDS) {
    const event = readAs(kind, bare);
    if (event) return event;
  }
  return isConfigurationError ? { kind: 'configuration-error', detail: bare } : undefined;
};
