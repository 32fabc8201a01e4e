/**
 * How an outgoing call can fail, after all that the caller's client does about it by itself. `time-out`: it was carried out, and no answer ever
 * came. `asked twice`: it was carried out, its answer was lost, and the SDK sent it again; only for clients that repeat.
 */
export const FAULTS = [
  'throttle',
  '5xx',
  'time-out',
  'asked twice',
  'access denied',
  'malformed answer',
  'crash before',
  'crash after',
] as const;

export type Fault = (typeof FAULTS)[number];

/** `no end`: an answer that says that there is none yet, however often it is asked for; part of a path, not of the table. */
export type OrderedFault = Fault | 'no end';

type Call = () => Promise<unknown>;

/** What a call answers or throws under each fault that leaves the worker alive. */
export type Failing = { readonly [Kind in Exclude<OrderedFault, 'crash before' | 'crash after'>]: (call: Call) => Promise<unknown> };

export interface FaultOrder {
  readonly operation: string;
  readonly fault: OrderedFault;
  /** Which of the calls of this operation fails, from 0. A denied permission fails them all until it is granted. */
  readonly index: number;
}

const failure = (name: string, httpStatusCode: number | undefined, message = `${name} (ordered)`): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

/** The SDK's own words for an answer of AWS that is an HTML page. */
const UNREADABLE = `Unexpected token '<', "<html>" is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.`;

/** Whatever it came to. */
const carriedOutThen = (error: Error) => async (call: Call) => {
  await Promise.allSettled([call()]);
  throw error;
};

/** As the SDK has it, its own retries used up. */
export const AWS_FAILING: Failing = {
  throttle: () => Promise.reject(failure('ThrottlingException', 400)),
  '5xx': () => Promise.reject(failure('InternalServerError', 500)),
  'time-out': carriedOutThen(failure('TimeoutError', undefined)),
  'asked twice': async (call) => {
    await call();
    return call();
  },
  'access denied': () => Promise.reject(failure('AccessDeniedException', 400)),
  'malformed answer': carriedOutThen(failure('SyntaxError', 200, UNREADABLE)),
  'no end': () => Promise.resolve({ status: 'Running' }),
};

/** The one operation whose answer the SDK hands on as it is. */
export const EXPORT_FAILING: Failing = {
  ...AWS_FAILING,
  'malformed answer': async (call) => {
    await call();
    return { body: new TextEncoder().encode('<html>') };
  },
};

const answer = (body: string, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  Promise.resolve(new Response(body, { status, headers }));

/** As `fetch` has Slack's answers. A request to Slack is never repeated by itself. */
export const SLACK_FAILING: Failing = {
  throttle: () => answer('{"ok":false,"error":"ratelimited"}', 429, { 'retry-after': '30' }),
  '5xx': () => answer('', 503),
  'time-out': carriedOutThen(failure('TimeoutError', undefined)),
  'asked twice': (call) => call(),
  'access denied': () => answer('{"ok":false,"error":"token_revoked"}'),
  'malformed answer': async (call) => {
    await call();
    return answer('<html>');
  },
  'no end': (call) => call(),
};

/** An address for answers says no with a status and a word. */
export const RESPONSE_URL_FAILING: Failing = { ...SLACK_FAILING, 'access denied': () => answer('expired_url', 404) };
