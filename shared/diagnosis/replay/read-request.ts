import type { GatewayRequest } from '../../gateway/exchange.ts';
import { type Fields, firstValue } from '../../gateway/fields.ts';
import { encodeUtf8 } from '../../gateway/payload.ts';
import { isRecord } from '../../lib/json.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { readBody, readFields } from './read-message.ts';
import { readObject } from './read-object.ts';
import { requestTarget, withHost } from './request-target.ts';

const VERB = /^[A-Z]{1,20}$/;

/** `undefined` when the line has no colon after a name. */
export const headerOf = (line: string): readonly [name: string, value: string] | undefined => {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/s.exec(line) ?? [];
  return name === undefined ? undefined : [name, (value ?? '').trim()];
};

export const isVerb = (text: string): boolean => VERB.test(text);

/** The last line break of a file is the editor's and no part of the body, unless Content-Length counts it. */
const bodyOf = (text: string, headers: Fields): Result<Uint8Array, string> => {
  const noted = firstValue(headers, 'Content-Length');
  if (noted === undefined) return ok(encodeUtf8(text.replace(/\r?\n$/, '')));
  const bytes = encodeUtf8(text);
  const length = /^\d{1,9}$/.test(noted) ? Number(noted) : undefined;
  return length !== undefined && length <= bytes.byteLength
    ? ok(bytes.slice(0, length))
    : err(`Its Content-Length says ${noted}, but its body has ${bytes.byteLength} bytes: correct the header or leave it out.`);
};

const readHttp = (text: string): Result<GatewayRequest, string> => {
  const end = /\r?\n\r?\n/.exec(text);
  const [start = '', ...lines] = (end ? text.slice(0, end.index) : text.trimEnd()).split(/\r?\n/);
  const [method = '', target = '', ...rest] = start.trim().split(/ +/);
  if (!isVerb(method) || target === '' || rest.length > 1)
    return err('Its first line is no request: write it as "GET /path", or write the whole request as JSON.');
  const headers: (readonly [string, string])[] = [];
  for (const [index, line] of lines.entries()) {
    const header = headerOf(line);
    if (!header) return err(`Its line ${index + 2} is no header: write it as "Name: value", and an empty line before the body.`);
    headers.push(header);
  }
  const body = bodyOf(end ? text.slice(end.index + end[0].length) : '', headers);
  const noted = requestTarget(target);
  return body.ok ? ok({ method, path: noted.path, query: noted.query, headers: withHost(headers, noted), body: body.value }) : body;
};

const readJson = (text: string): Result<GatewayRequest, string> => {
  const read = readObject(text);
  if (!read.ok) return read;
  const request = isRecord(read.value.request) ? read.value.request : read.value;
  const { method = 'GET', path: target } = request;
  if (typeof target !== 'string' || target === '')
    return err('Its "path" is missing: write the path behind the stage, such as "/orders/1".');
  const verb = typeof method === 'string' ? method.toUpperCase() : '';
  if (!isVerb(verb)) return err('Its "method" must be a verb such as "GET".');
  const headers = readFields(request.headers, 'headers');
  if (!headers.ok) return headers;
  const query = readFields(request.query, 'query');
  if (!query.ok) return query;
  const body = readBody(request.body, 'body');
  if (!body.ok) return body;
  const noted = requestTarget(target);
  const whole = [...noted.query, ...query.value];
  return ok({ method: verb, path: noted.path, query: whole, headers: withHost(headers.value, noted), body: body.value });
};

/** A request file: raw HTTP, or JSON as in an exchange of an incident file or in a replay row. The failure is one sentence. */
export const readRequest = (text: string): Result<GatewayRequest, string> => {
  const bare = text.replace(/^\uFEFF/, '');
  if (bare.trim() === '') return err('It is empty: write the request as "GET /path", headers, an empty line and the body.');
  return bare.trimStart().startsWith('{') ? readJson(bare) : readHttp(bare.replace(/^(?:\r?\n)+/, ''));
};
