import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { failurePlan, type InjectedFailure } from './failures.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import type { Tables } from './tables.ts';
import { jsonService, type LabRequest, type LabResponse, type LabService } from './wire.ts';

export interface Endpoint extends Loopback {
  readonly calls: () => Readonly<Record<string, number>>;
  readonly resetCalls: () => void;
  readonly fail: (failure: InjectedFailure) => void;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Signing names that differ from the names in IAM policies. */
const IAM_NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** The service stands in the credential scope: `Credential=KEY/20261121/eu-west-1/logs/aws4_request`. */
const serviceOf = ({ url = '/', headers }: IncomingMessage): string | undefined => {
  const [, name] = /Credential=[^/]+\/\d{8}\/[^/]+\/([\w-]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  if (name === 'apigateway' && url.startsWith('/v2/')) return 'apigatewayv2';
  return name && (IAM_NAMES[name] ?? name);
};

const toLabRequest = async (request: IncomingMessage): Promise<LabRequest> => {
  const url = new URL(request.url ?? '/', 'http://lab');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: await buffer(request),
  };
};

const send = (response: ServerResponse, { status, headers, body }: LabResponse): void => {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
  response.end(bytes);
};

/** Of every call, as it comes: `service:Operation`. */
export type HearCall = (call: string) => void;

const DYNAMODB = 'dynamodb';
const { refuse: refuseJson } = jsonService('1.0', {});

/** One address for every service, as `AWS_ENDPOINT_URL` wants it: routes by credential scope, counts every call, injects failures. */
export const startEndpoint = async (services: Readonly<Record<string, LabService>>, tables: Tables, hear?: HearCall): Promise<Endpoint> => {
  const calls = new Map<string, number>();
  const failures = failurePlan();
  const count = (service: string, operation: string) => {
    const key = `${service}:${operation}`;
    calls.set(key, (calls.get(key) ?? 0) + 1);
    hear?.(key);
  };

  const handleTables = (request: IncomingMessage, response: ServerResponse): void => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? 'Unknown';
    count(DYNAMODB, operation);
    const failure = failures.next(DYNAMODB, operation);
    if (failure) {
      request.resume();
      send(response, refuseJson(failure));
    } else tables.handle(request, response);
  };

  const answer = async (service: string | undefined, request: LabRequest): Promise<LabResponse> => {
    const played = service !== undefined && Object.hasOwn(services, service) ? services[service] : undefined;
    if (!service || !played) {
      const message = service ? `The lab does not play ${service}.` : 'The request is not signed, so its service is unknown.';
      return refuseJson({ status: 400, code: service ? 'UnknownOperationException' : 'MissingAuthenticationTokenException', message });
    }
    const operation = played.operationOf(request);
    count(service, operation ?? 'Unknown');
    if (operation === undefined) {
      return played.refuse({
        status: 404,
        code: 'UnknownOperationException',
        message: `The lab does not play ${request.method} ${request.path}.`,
      });
    }
    const failure = failures.next(service, operation);
    return failure ? played.refuse(failure) : played.answer(operation, request);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const service = serviceOf(request);
    if (service === DYNAMODB) return handleTables(request, response);
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      request.resume();
      return send(response, refuseJson({ status: 413, code: 'RequestEntityTooLargeException', message: 'Over 16 MB.' }));
    }
    return send(response, await answer(service, await toLabRequest(request)));
  };

  const { url, stop } = await startLoopback(handle);
  return {
    url,
    calls: () => Object.fromEntries([...calls].sort(([left], [right]) => (left < right ? -1 : 1))),
    resetCalls: () => calls.clear(),
    fail: failures.add,
    stop,
  };
};
