import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { compileStage } from '../../shared/gateway/compile-stage.ts';
import type { EndpointAnswer, GatewayReply, GatewayRequest, IntegrationRequest } from '../../shared/gateway/exchange.ts';
import { type Fields, valuesOf } from '../../shared/gateway/fields.ts';
import { replay } from '../../shared/gateway/gateway.ts';
import type { ReplayOptions } from '../../shared/gateway/replay-options.ts';
import { type LogSettings, printTrace } from '../../shared/logs/print-trace.ts';
import type { ApiSnapshot, StageSettings } from '../../shared/model/api.ts';
import { readGatewayResponses } from '../../shared/stage/gateway-responses.ts';
import { readResources } from '../../shared/stage/resources-reader.ts';
import { readStageSettings } from '../../shared/stage/stage-settings.ts';
import { fencesOf, type Message, message } from './markdown.ts';

const ID = '2b1d4c86-3f6a-4c1e-9a57-7d0e8f9a6b5c';

/** The stage of a scenario: resources as GetResources gives them, keyed by path, everything else as in the API. */
const stageFence = z.object({
  stage: z.optional(z.record(z.string(), z.unknown())),
  resources: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
  binaryMediaTypes: z.optional(z.array(z.string())),
  gatewayResponses: z.optional(z.array(z.record(z.string(), z.unknown()))),
  models: z.optional(z.record(z.string(), z.unknown())),
  requestValidators: z.optional(
    z.record(z.string(), z.object({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() })),
  ),
  endpointTypes: z.optional(z.array(z.string())),
});

const sentFence = z.object({
  method: z.optional(z.string()),
  uri: z.optional(z.string()),
  query: z.optional(z.record(z.string(), z.array(z.string()))),
  headers: z.optional(z.record(z.string(), z.nullable(z.string()))),
  body: z.optional(z.string()),
  event: z.optional(z.record(z.string(), z.unknown())),
});

export type ExpectedRequest = z.infer<typeof sentFence>;

export interface Scenario {
  readonly title: string;
  readonly api: ApiSnapshot;
  readonly settings: StageSettings;
  readonly request: GatewayRequest;
  readonly endpoint?: EndpointAnswer;
  readonly options: Partial<ReplayOptions>;
  readonly response?: Message;
  readonly sent?: ExpectedRequest;
  readonly logs: readonly { readonly settings: LogSettings; readonly lines: readonly string[] }[];
}

/** `base64:` in front of a body writes bytes. */
const bytesOf = (text: string): Uint8Array =>
  new Uint8Array(text.startsWith('base64:') ? Buffer.from(text.slice('base64:'.length), 'base64') : Buffer.from(text, 'utf8'));

const readStage = (text: string): Pick<Scenario, 'api' | 'settings'> => {
  const { stage, resources, gatewayResponses = [], ...api } = stageFence.parse(JSON.parse(text));
  const items = Object.entries(resources).map(([path, resourceMethods]) => ({ path, resourceMethods }));
  const { binaryMediaTypes = [], models = {}, requestValidators = {}, endpointTypes = ['REGIONAL'] } = api;
  return {
    api: {
      kind: 'REST',
      methods: readResources(items),
      gatewayResponses: readGatewayResponses(gatewayResponses),
      binaryMediaTypes,
      models,
      requestValidators,
      endpointTypes,
    },
    settings: readStageSettings({ stageName: 'prod', ...stage }),
  };
};

const readRequest = (text: string): GatewayRequest => {
  const { start, fields, body = '' } = message(text);
  const [method = '', target = ''] = start.split(' ');
  const [path = '', search = ''] = target.split('?');
  return { method, path, headers: fields, query: [...new URLSearchParams(search)], body: bytesOf(body) };
};

const readEndpoint = (text: string): EndpointAnswer => {
  const { headers, body, ...rest } = JSON.parse(text) as { kind: string; headers?: Record<string, string>; body?: unknown };
  const written = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = { headers: Object.entries(headers ?? {}), body: bytesOf(written ?? '') };
  const answers = rest.kind === 'answered' || rest.kind === 'function-error';
  return { ...rest, ...(answers && answer) } as EndpointAnswer;
};

/** Which lines a `log` fence shows: INFO without the data trace unless it says `trace` or `error`. */
const LOG_FENCES: Readonly<Record<string, LogSettings>> = {
  log: { level: 'INFO', dataTrace: false },
  'log trace': { level: 'INFO', dataTrace: true },
  'log error': { level: 'ERROR', dataTrace: false },
};

const scenarioOf = (title: string, markdown: string, inherited: string | undefined): Scenario => {
  const fences = fencesOf(markdown);
  const text = (info: string): string | undefined => fences.find((fence) => fence.info === info)?.text;
  const need = (info: string, given = text(info)): string => {
    if (given === undefined) throw new Error(`The scenario "${title}" has no "${info}" fence.`);
    return given;
  };
  const [endpoint, response, sent, options] = [text('json endpoint'), text('http response'), text('json sent'), text('json options')];
  return {
    title,
    ...readStage(need('json stage', text('json stage') ?? inherited)),
    request: readRequest(need('http request')),
    options: { requestId: ID, ...(options !== undefined && (JSON.parse(options) as Partial<ReplayOptions>)) },
    ...(endpoint !== undefined && { endpoint: readEndpoint(endpoint) }),
    ...(response !== undefined && { response: message(response) }),
    ...(sent !== undefined && { sent: sentFence.parse(JSON.parse(sent)) }),
    logs: fences.flatMap(({ info, text: lines }) => {
      const settings = LOG_FENCES[info];
      return settings ? [{ settings, lines: lines === '' ? [] : lines.split('\n') }] : [];
    }),
  };
};

/** The scenarios of a page; a stage in front of the first heading is that of every scenario that brings none. */
export const readScenarios = (path: string): readonly Scenario[] => {
  const [introduction = '', ...sections] = readFileSync(path, 'utf8').split(/^## /m);
  const inherited = fencesOf(introduction).find(({ info }) => info === 'json stage')?.text;
  return sections.map((section) => scenarioOf(section.slice(0, section.indexOf('\n')).trim(), section, inherited));
};

export interface Played {
  readonly response: GatewayReply | 'AWAITING_ENDPOINT';
  readonly sent?: IntegrationRequest;
  readonly log: (settings: LogSettings) => readonly string[];
}

const PREFIX = `(${ID}) `;

export const play = ({ api, settings, request, endpoint, options }: Scenario): Played => {
  const result = replay(compileStage(api, settings), request, endpoint, options);
  return {
    response: result.kind === 'answered' ? result.response : 'AWAITING_ENDPOINT',
    ...(result.integrationRequest && { sent: result.integrationRequest }),
    log: (logSettings) =>
      printTrace(result.trace, { form: 'cloudwatch', requestId: ID, ...logSettings }).flatMap((line) =>
        line.slice(PREFIX.length).split('\n'),
      ),
  };
};

/** Headers by the names that are asked for, in any letter case; `null`: not there. */
export const pickHeaders = (fields: Fields, names: readonly string[]): Readonly<Record<string, string | null>> =>
  Object.fromEntries(names.map((name) => [name, valuesOf(fields, name).join(', ') || null]));

/** Bytes that are no text are shown as the scenario writes them. */
export const showBody = (body: Uint8Array, like: string): string =>
  like.startsWith('base64:') ? `base64:${Buffer.from(body).toString('base64')}` : Buffer.from(body).toString('utf8');
