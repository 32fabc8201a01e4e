import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isRecord } from '../../shared/lib/json.ts';
import { type FunctionSettings, type Handler, invoke } from './invoke.ts';
import { type Loopback, startLoopback } from './loopback.ts';

const MOST_BYTES = 6 * 1024 * 1024;

const isText = (type = ''): boolean => /^(?:text\/|application\/(?:json|javascript|xml)\b)/.test(type);

/** A form arrives in base64, as everything does that is no text (payload format 2.0). */
const eventOf = (request: IncomingMessage, body: Buffer) => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://lab');
  const isBase64Encoded = body.length > 0 && !isText(request.headers['content-type']);
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    requestContext: {
      accountId: 'anonymous',
      domainName: 'lab.lambda-url.local',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};

const send = (response: ServerResponse, result: unknown): void => {
  const { statusCode = 200, headers = {}, body = '' } = isRecord(result) ? result : {};
  response.writeHead(Number(statusCode), isRecord(headers) ? (headers as Record<string, string>) : {});
  response.end(String(body));
};

/** Plays a Lambda function URL without authorization: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export const startFunctionUrl = (handler: Handler, settings: FunctionSettings): Promise<Loopback> =>
  startLoopback(async (request, response) => {
    const body = await buffer(request);
    if (body.byteLength > MOST_BYTES) return send(response, { statusCode: 413, body: '{"Message":"Request Entity Too Large"}' });
    const invocation = await invoke(handler, eventOf(request, body), settings);
    return send(response, invocation.ok ? invocation.result : { statusCode: 502, body: 'Internal Server Error' });
  });
