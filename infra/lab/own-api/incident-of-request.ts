import { parseLambdaUri } from '../../../shared/gateway/lambda-uri.ts';
import { decodeUtf8 } from '../../../shared/gateway/payload.ts';
import type { IncidentFile, RawLogEvent } from '../../../shared/model/incident-file.ts';
import type { Served } from '../gateway/serve-request.ts';
import type { ApiIdentity } from '../gateway/served-stage.ts';
import { executionLogGroup } from '../gateway/write-telemetry.ts';
import type { LogStore } from '../log-store.ts';

const eventsWith = (logs: LogStore, group: string, needle: string): readonly RawLogEvent[] => {
  const { events } = logs.group(group) ?? { events: [] };
  return Array.from({ length: events.length }, (_, index) => events.at(index))
    .filter((event) => event?.message.includes(needle) === true)
    .flatMap((event) => event ?? []);
};

const functionLogs = ({ trace, options }: Served, logs: LogStore): Readonly<Record<string, readonly RawLogEvent[]>> => {
  const uri = trace.find((event) => event.kind === 'sending')?.uri;
  const name = uri === undefined ? undefined : parseLambdaUri(uri)?.name;
  return name === undefined ? {} : { [name]: eventsWith(logs, `/aws/lambda/${name}`, options.endpointRequestId) };
};

const TEXT_AT_MOST = 65_536;

/** What the client saw: a log cuts bodies, and shows none that are bytes. */
const exchangeOf = ({ request, response }: Served) => ({
  request: { method: request.method, path: request.path, headers: Object.fromEntries(request.headers) },
  response: {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bodyBytes: response.body.byteLength,
    ...(response.body.byteLength <= TEXT_AT_MOST && { body: decodeUtf8(response.body) }),
  },
});

/** One request of the lab as an incident: its configuration, the lines that the gateway wrote about it, what the client saw. */
export const incidentOfRequest = (served: Served, api: ApiIdentity, logs: LogStore): IncidentFile => {
  const { definition, compiled } = served.stage;
  const { id, name, region, account } = api;
  const { stageName } = compiled;
  return {
    version: 1,
    api: { kind: 'REST', id, name, stage: stageName, region, account },
    window: { from: served.at.toISOString(), to: served.endedAt.toISOString() },
    config: { stage: definition.stage, deployed: definition.document },
    logs: {
      execution: eventsWith(logs, executionLogGroup(id, stageName), `(${served.options.requestId}) `),
      functions: functionLogs(served, logs),
    },
    exchanges: [exchangeOf(served)],
  };
};
