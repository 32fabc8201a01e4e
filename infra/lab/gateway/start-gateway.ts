import type { ServerResponse } from 'node:http';
import type { GatewayReply } from '../../../shared/gateway/exchange.ts';
import { encodeUtf8 } from '../../../shared/gateway/payload.ts';
import type { Handler } from '../invoke.ts';
import type { LabFunction } from '../lambda.ts';
import type { LogStore } from '../log-store.ts';
import { type Loopback, startLoopback } from '../loopback.ts';
import type { MetricStore } from '../metric-store.ts';
import type { Backend } from './ask-endpoint.ts';
import { readRequest } from './read-request.ts';
import { type Served, serveRequest } from './serve-request.ts';
import { type ApiIdentity, type StageDefinition, serveStage } from './served-stage.ts';
import { countMetrics, writeLogs } from './write-telemetry.ts';

export interface GatewayOptions {
  readonly api: ApiIdentity;
  readonly stages: readonly StageDefinition[];
  readonly functions?: readonly LabFunction[];
  /** Answers for every function that is not in the list. */
  readonly anyFunction?: Handler;
  /** By the beginning of the integration's URI (`https://orders.example.com/`); the longest that fits is taken. */
  readonly backends?: Readonly<Record<string, Backend>>;
  /** Where the lab's other services read what the gateway wrote. */
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  /** The system chooses one when it is left out. */
  readonly port?: number;
  /** After the answer has gone out and everything is written. */
  readonly onServed?: (served: Served) => void;
}

/** No stage of that name: refused before any API is known (GR-7); nothing is logged or counted. */
const NO_SUCH_STAGE: GatewayReply = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: encodeUtf8('{"message":"Forbidden"}'),
};

const send = (response: ServerResponse, { status, headers, body }: GatewayReply): void => {
  const own = headers.filter(([name]) => name.toLowerCase() !== 'content-length').flat();
  response.writeHead(status, [...own, 'Content-Length', String(body.byteLength)]);
  response.end(body);
};

/** An API's stages over HTTP on this machine: `http://127.0.0.1:PORT/{stage}/path`. Rejects with Node's own error where the port is taken. */
export const startGateway = async (options: GatewayOptions): Promise<Loopback> => {
  const { api, functions = [], anyFunction, backends = {}, logs, metrics, port, onServed } = options;
  const stages = new Map(options.stages.map((definition) => [definition.stage.stageName, serveStage(api, definition)]));
  const endpoints = { region: api.region, logs, functions, backends, ...(anyFunction && { anyFunction }) };
  return startLoopback(async (message, response) => {
    const { stageName, request } = await readRequest(message);
    const stage = stages.get(stageName);
    if (!stage) return send(response, NO_SUCH_STAGE);
    const served = await serveRequest(stage, request, endpoints);
    writeLogs(served, logs);
    countMetrics(served, api.name, metrics);
    send(response, served.response);
    // A fault in there is no fault of the request, and must not be lost with it.
    if (onServed) queueMicrotask(() => onServed(served));
  }, port);
};
