import { isBase64 } from '../../gateway/base64.ts';
import type { GatewayRequest } from '../../gateway/exchange.ts';
import { encodeUtf8, fromBase64 } from '../../gateway/payload.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { headerOf, isVerb } from './read-request.ts';
import { requestTarget, withHost } from './request-target.ts';

/** A request in the words of a curl command. Unlike curl nothing is added: no Accept, no User-Agent, no Content-Type. */
export interface CurlRequest {
  readonly target: string;
  /** GET, or POST where there is data. */
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly data?: string;
  readonly dataBase64?: string;
}

const bodyOf = ({ data, dataBase64 }: CurlRequest): Result<Uint8Array, string> => {
  if (data?.startsWith('@'))
    return err(`--data "${data}" names a file, which is not read: write the whole request to a file, and give --request FILE.`);
  if (dataBase64 === undefined) return ok(encodeUtf8(data ?? ''));
  if (data !== undefined) return err('Give either --data or --data-base64, not both.');
  return isBase64(dataBase64) ? ok(fromBase64(dataBase64)) : err('--data-base64 is not base64.');
};

/** The failure is one sentence that names the option. */
export const curlRequest = (curl: CurlRequest): Result<GatewayRequest, string> => {
  const { target, data, dataBase64, headers: lines = [] } = curl;
  const method = (curl.method ?? ((data ?? dataBase64) === undefined ? 'GET' : 'POST')).toUpperCase();
  if (!isVerb(method)) return err(`--method "${curl.method}" is not a verb: write it as GET.`);
  const headers: (readonly [string, string])[] = [];
  for (const line of lines) {
    const header = headerOf(line);
    if (!header) return err(`--header "${line}" is not a header: write it as "Name: value".`);
    headers.push(header);
  }
  const body = bodyOf(curl);
  const noted = requestTarget(target);
  return body.ok ? ok({ method, path: noted.path, query: noted.query, headers: withHost(headers, noted), body: body.value }) : body;
};
