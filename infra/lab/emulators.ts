import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { buildApp } from 'fauxqs';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/lib/json.ts';
import { jsonService, type LabRequest, type LabResponse, type LabService, queryRefusal } from './wire.ts';

const textHeaders = (headers: Readonly<Record<string, number | string | readonly string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));

export interface PublishedMessage {
  readonly topicArn: string;
  readonly subject: string;
  /** The text of each protocol, or the one text under `default`. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface Messaging {
  /** What was published, all forms of it: a subscribed queue sees only its own. */
  readonly published: readonly PublishedMessage[];
  readonly sns: LabService;
  readonly sqs: LabService;
  readonly stop: () => Promise<void>;
}

const FORMS = z.record(z.string(), z.string());

const publishedMessage = (form: URLSearchParams): PublishedMessage => {
  const message = form.get('Message') ?? '';
  const forms = z.safeParse(FORMS, form.get('MessageStructure') === 'json' ? parseJson(message) : undefined);
  return {
    topicArn: form.get('TopicArn') ?? '',
    subject: form.get('Subject') ?? '',
    texts: forms.success ? forms.data : { default: message },
  };
};

/** SNS and SQS by fauxqs, in this process and without a port of its own: requests are injected. Its account is 000000000000. */
export const startMessaging = async (region: string): Promise<Messaging> => {
  const app = buildApp({ logger: false, defaultRegion: region });
  await app.ready();
  const answer = async (_: string, { headers, body }: LabRequest): Promise<LabResponse> => {
    const response = await app.inject({ method: 'POST', url: '/', headers, payload: body });
    return { status: response.statusCode, headers: textHeaders(response.headers), body: response.rawPayload };
  };
  const published: PublishedMessage[] = [];
  const answerSns = async (name: string, request: LabRequest): Promise<LabResponse> => {
    const response = await answer(name, request);
    if (name === 'Publish' && response.status === 200) published.push(publishedMessage(new URLSearchParams(request.body.toString())));
    return response;
  };
  /** Queue URLs come as `http://sqs.REGION.localhost:PORT/…`, a name that not every system resolves. */
  const answerSqs = async (name: string, request: LabRequest): Promise<LabResponse> => {
    const response = await answer(name, request);
    const body = Buffer.from(response.body)
      .toString()
      .replaceAll(/http:\/\/sqs\.[\w-]+\.localhost:/g, 'http://127.0.0.1:');
    return { ...response, body };
  };
  return {
    published,
    sns: {
      answer: answerSns,
      refuse: queryRefusal,
      operationOf: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? undefined,
    },
    sqs: { ...jsonService('1.0', {}), answer: answerSqs },
    stop: () => app.close(),
  };
};

export interface Tables {
  /** Takes the request whole, before its body is read. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly stop: () => Promise<void>;
}

/** DynamoDB by dynalite. Its limits: no TTL calls, no TransactWriteItems. It listens on a loopback port only so that it can be closed. */
export const startTables = async (): Promise<Tables> => {
  const server = dynalite({ createTableMs: 1, updateTableMs: 1, deleteTableMs: 1 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    handle: (request, response) => void server.emit('request', request, response),
    stop: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
};
