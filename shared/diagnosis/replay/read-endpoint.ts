import type { EndpointAnswer } from '../../gateway/exchange.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { isRecord } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { readBody, readFields } from './read-message.ts';
import { type Raw, readObject } from './read-object.ts';

type Reader = (endpoint: Raw) => Result<EndpointAnswer, string>;

/** `output` as in an incident file, `body` as in a replay row. */
const bodyOf = ({ output, body }: Raw): Result<Uint8Array, string> =>
  output === undefined ? readBody(body, 'body') : readBody(typeof output === 'string' ? output : JSON.stringify(output), 'output');

const statusOf = ({ status = 200 }: Raw): Result<number, string> =>
  typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
    ? ok(status)
    : err('Its "status" must be a number from 100 to 599.');

const answered: Reader = (endpoint) => {
  const status = statusOf(endpoint);
  if (!status.ok) return status;
  const headers = readFields(endpoint.headers, 'headers');
  if (!headers.ok) return headers;
  const body = bodyOf(endpoint);
  if (!body.ok) return body;
  const latency = typeof endpoint.latencyMs === 'number' && { latencyMs: endpoint.latencyMs };
  const message = { headers: headers.value, body: body.value, ...latency };
  return ok(endpoint.functionError ? { kind: 'function-error', ...message } : { kind: 'answered', status: status.value, ...message });
};

const lambda: Reader = (endpoint) =>
  endpoint.output === undefined && endpoint.body === undefined
    ? err(
        'It has no "output": write what the function returned, or for a failed function its error document and "functionError": "Unhandled".',
      )
    : answered(endpoint);

/** The kinds of an exchange's endpoint; the last two are the simulator's own. */
const READERS: Readonly<Record<string, Reader>> = {
  lambda,
  http: answered,
  aws: answered,
  unreachable: () => ok({ kind: 'unreachable' }),
  timeout: () => ok({ kind: 'timeout' }),
  tls: () => ok({ kind: 'tls', failure: { kind: 'tls-failed' } }),
  throttled: () => ok({ kind: 'throttled' }),
  refused: () => ok({ kind: 'refused', reason: 'invoke-permission' }),
};

/** An endpoint file: what the backend answered, as in an exchange of an incident file or in a replay row. The failure is one sentence. */
export const readEndpoint = (text: string): Result<EndpointAnswer, string> => {
  const read = readObject(text);
  if (!read.ok) return read;
  const endpoint = isRecord(read.value.endpoint) ? read.value.endpoint : read.value;
  const { kind } = endpoint;
  const reader = typeof kind === 'string' && Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return reader ? reader(endpoint) : err(`Its "kind" must be one of ${Object.keys(READERS).join(', ')}.`);
};

/** What a function returned, as it stands; the last line break of the file is the editor's. */
export const lambdaOutput = (text: string): EndpointAnswer => ({
  kind: 'answered',
  status: 200,
  headers: [],
  body: encodeUtf8(text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')),
});
