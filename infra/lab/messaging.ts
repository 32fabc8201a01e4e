import { buildApp } from 'fauxqs';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/lib/json.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { queryRefusal } from './query-service.ts';
import { jsonService, type LabRequest, type LabResponse, type LabService, refusal, type ServiceFailure } from './wire.ts';

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

const MAX_MESSAGE_BYTES = 262_144;

/** All forms of a message to publish. AWS: with `MessageStructure` json there must be a `default`, and the limit holds for all together. */
const formsOf = (form: URLSearchParams): Result<Readonly<Record<string, string>>, ServiceFailure> => {
  const message = form.get('Message') ?? '';
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES) return refusal('InvalidParameter', 'Invalid parameter: Message too long');
  if (form.get('MessageStructure') !== 'json') return ok({ default: message });
  const forms = z.safeParse(FORMS, parseJson(message));
  if (!forms.success) return refusal('InvalidParameter', 'Invalid parameter: Message Structure - JSON message body failed to parse');
  return 'default' in forms.data
    ? ok(forms.data)
    : refusal('InvalidParameter', 'Invalid parameter: Message Structure - No default entry in JSON message body');
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
  /** fauxqs knows no `MessageStructure`: a queue gets its form of the message here. */
  const publish = async (request: LabRequest): Promise<LabResponse> => {
    const form = new URLSearchParams(request.body.toString());
    const forms = formsOf(form);
    if (!forms.ok) return queryRefusal(forms.failure);
    const { sqs = forms.value.default ?? '' } = forms.value;
    form.set('Message', sqs);
    form.delete('MessageStructure');
    const body = Buffer.from(form.toString());
    const response = await answer('Publish', {
      ...request,
      headers: { ...request.headers, 'content-length': String(body.byteLength) },
      body,
    });
    if (response.status === 200) {
      published.push({ topicArn: form.get('TopicArn') ?? '', subject: form.get('Subject') ?? '', texts: forms.value });
    }
    return response;
  };
  const answerSns = (name: string, request: LabRequest) => (name === 'Publish' ? publish(request) : answer(name, request));
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
