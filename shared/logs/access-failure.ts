import type { AccessRecord, FailureEvent } from '../model/trace.ts';
import { readFailure } from './failure-lines.ts';

/** Variables that carry a failure text, the most telling first. */
const SOURCES = [
  'authorizer.error',
  'authorize.error',
  'authenticate.error',
  'integration.error',
  'integrationErrorMessage',
  'waf.error',
  'error.message',
] as const;

interface HttpText {
  readonly pattern: RegExp;
  readonly event: (match: RegExpExecArray) => FailureEvent;
}

/** What HTTP APIs write, where it is not a text of the execution log. */
const HTTP_TEXTS: readonly HttpText[] = [
  {
    pattern: /^The IAM role configured on the integration or API Gateway doesn['’]t have permissions to call the integration/,
    event: () => ({ kind: 'invalid-permissions' }),
  },
  {
    pattern: /^API Gateway doesn['’]t have permissions to assume the IAM role configured on the integration/,
    event: () => ({ kind: 'assume-role-denied' }),
  },
  {
    pattern: /^The Lambda function returned the following error: ([\s\S]*?)(?:\. Check your Lambda function code and try again\.?)?$/,
    event: ([, message = '']) => ({ kind: 'function-error', message }),
  },
];

const GATEWAY_TEXTS: Readonly<Record<string, FailureEvent>> = {
  'Endpoint request timed out': { kind: 'timeout' },
  'Network error communicating with endpoint': { kind: 'network-error', detail: '' },
};

const RESPONSE_TYPES: Readonly<Record<string, FailureEvent>> = {
  INTEGRATION_TIMEOUT: { kind: 'timeout' },
};

const readText = (text: string): FailureEvent | undefined => {
  const bare = text.trim().replace(/^"([\s\S]*)"$/, '$1');
  for (const { pattern, event } of HTTP_TEXTS) {
    const match = pattern.exec(bare);
    if (match) return event(match);
  }
  return readFailure(bare) ?? GATEWAY_TEXTS[bare];
};

/** The failure that an access record states: REST APIs copy the line of the execution log, HTTP APIs have texts of their own. */
export const accessFailure = ({ fields, line }: AccessRecord): FailureEvent | undefined => {
  for (const source of SOURCES) {
    const text = fields[source];
    const event = text === undefined ? undefined : readText(text);
    if (event) return event;
  }
  return RESPONSE_TYPES[fields['error.responseType'] ?? ''] ?? (Object.keys(fields).length === 0 ? readText(line.text) : undefined);
};
