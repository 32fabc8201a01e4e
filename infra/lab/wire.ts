import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { isRecord, parseJson } from '../../shared/lib/json.ts';
import { err, type Result } from '../../shared/lib/result.ts';

/** One HTTP request as the lab's endpoint received it, body and all. */
export interface LabRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface LabResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What an AWS service answers when it refuses: HTTP status, error code, text. */
export interface ServiceFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export type Operation = (input: Readonly<Record<string, unknown>>) => Result<unknown, ServiceFailure>;

/** One AWS service of the lab: which operation a request asks for, its answer, and how the service words a refusal. */
export interface LabService {
  /** `undefined`: the service has no such operation (or the lab does not play it). */
  readonly operationOf: (request: LabRequest) => string | undefined;
  readonly answer: (operation: string, request: LabRequest) => LabResponse | Promise<LabResponse>;
  readonly refuse: (failure: ServiceFailure) => LabResponse;
}

export const refusal = (code: string, message: string, status = 400): Result<never, ServiceFailure> => err({ status, code, message });

/** An operation whose input was checked first: a wrong type answers `ValidationException`, as AWS does. */
export const operation =
  <Schema extends z.ZodMiniType>(
    schema: Schema,
    run: (input: z.output<Schema>) => Result<unknown, ServiceFailure>,
    invalid = 'ValidationException',
  ): Operation =>
  (input) => {
    const parsed = z.safeParse(schema, input);
    return parsed.success ? run(parsed.data) : refusal(invalid, z.prettifyError(parsed.error));
  };

/** Dates travel as epoch seconds in the JSON protocols, as ISO text in apigatewayv2. */
export type DateForm = 'epoch' | 'iso';

const toWire = (value: unknown, dates: DateForm): unknown => {
  if (value instanceof Date) return dates === 'iso' ? value.toISOString() : value.getTime() / 1000;
  if (Array.isArray(value)) return value.map((item: unknown) => toWire(item, dates));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(item, dates)]));
  return value;
};

const requestId = () => ({ 'x-amzn-requestid': randomUUID() });

export const jsonResponse = (status: number, contentType: string, value: unknown, dates: DateForm = 'epoch'): LabResponse => ({
  status,
  headers: { 'content-type': contentType, ...requestId() },
  body: JSON.stringify(toWire(value, dates)),
});

/** A service of the AWS JSON 1.0 or 1.1 protocol: the operation stands in `x-amz-target`, errors carry their name in `__type`. */
export const jsonService = (version: '1.0' | '1.1', operations: Readonly<Record<string, Operation>>): LabService => {
  const contentType = `application/x-amz-json-${version}`;
  const refuse = ({ status, code, message }: ServiceFailure): LabResponse => {
    const response = jsonResponse(status, contentType, { __type: code, message });
    return { ...response, headers: { ...response.headers, 'x-amzn-query-error': `${code};Sender` } };
  };
  return {
    refuse,
    operationOf: ({ headers }) => headers['x-amz-target']?.split('.')[1],
    answer: (name, { body }) => {
      const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!run) return refuse({ status: 400, code: 'UnknownOperationException', message: `The lab does not play ${name}.` });
      const input = parseJson(body.toString() || '{}');
      if (!isRecord(input)) return refuse({ status: 400, code: 'SerializationException', message: 'The body is not a JSON object.' });
      const result = run(input);
      return result.ok ? jsonResponse(200, contentType, result.value) : refuse(result.failure);
    },
  };
};

/** A path template such as `/restapis/{restApiId}/stages`, and what runs there. Input: path and query parameters as text. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly run: (input: Readonly<Record<string, string>>) => Result<unknown, ServiceFailure>;
}

/** `undefined`: not a well-formed path segment. */
const decodeSegment = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const matchPath = (template: string, path: string): Record<string, string> | undefined => {
  const names = template.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = decodeSegment(parts[index] ?? '');
    if (part === undefined || !(name === part || name.startsWith('{'))) return undefined;
    if (name.startsWith('{')) params[name.slice(1, -1)] = part;
  }
  return params;
};

/** Bytes that an operation answers as they are (GetExport). */
export interface RawAnswer {
  readonly raw: Uint8Array;
  readonly contentType: string;
}

const isRawAnswer = (value: unknown): value is RawAnswer => isRecord(value) && value.raw instanceof Uint8Array;

/** A service of the REST JSON protocol: method and path name the operation, errors carry their name in `x-amzn-errortype`. */
export const restService = (routes: Readonly<Record<string, Route>>, dates: DateForm): LabService => {
  const refuse = ({ status, code, message }: ServiceFailure): LabResponse => {
    const response = jsonResponse(status, 'application/json', { message });
    return { ...response, headers: { ...response.headers, 'x-amzn-errortype': code } };
  };
  return {
    refuse,
    operationOf: ({ method, path }) =>
      Object.keys(routes).find((name) => routes[name]?.method === method && matchPath(routes[name].path, path) !== undefined),
    answer: (name, { path, query }) => {
      const route = routes[name];
      const params = route && matchPath(route.path, path);
      if (!route || !params) return refuse({ status: 404, code: 'UnknownOperationException', message: `The lab does not play ${name}.` });
      const result = route.run({ ...Object.fromEntries(query), ...params });
      if (!result.ok) return refuse(result.failure);
      return isRawAnswer(result.value)
        ? { status: 200, headers: { 'content-type': result.value.contentType, ...requestId() }, body: result.value.raw }
        : jsonResponse(200, 'application/json', result.value, dates);
    },
  };
};
