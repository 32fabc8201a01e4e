import type { IncomingMessage } from 'node:http';
import type { GatewayRequest } from '../../../shared/gateway/exchange.ts';
import type { Fields } from '../../../shared/gateway/fields.ts';

/** One byte more than API Gateway takes: enough to see that it is too much. */
const BODY_BYTES_AT_MOST = 10_485_761;

const readBody = async (request: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    // What is over the limit is read, so that the client gets its answer, and dropped.
    if (bytes < BODY_BYTES_AT_MOST) chunks.push(chunk);
    bytes += chunk.byteLength;
  }
  return new Uint8Array(Buffer.concat(chunks));
};

/** Node gives names and values in turns. Host is left to the gateway: it knows itself by its API's domain name. */
const headersOf = ({ rawHeaders }: IncomingMessage): Fields =>
  Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[index * 2] ?? '', rawHeaders[index * 2 + 1] ?? ''] as const,
  ).filter(([name]) => name.toLowerCase() !== 'host');

export interface StageRequest {
  /** `''`: the request names none. */
  readonly stageName: string;
  readonly request: GatewayRequest;
}

/** `/{stage}/path?query` as it came over the wire. */
export const readRequest = async (message: IncomingMessage): Promise<StageRequest> => {
  const url = message.url ?? '/';
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
  const [, stageName = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  return {
    stageName,
    request: {
      method: message.method ?? 'GET',
      path: rest === '' ? '/' : rest,
      headers: headersOf(message),
      query: [...new URLSearchParams(query)],
      body: await readBody(message),
    },
  };
};
