import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { IncidentFile } from '../../../shared/model/incident-file.ts';
import { startGateway } from '../gateway/start-gateway.ts';
import { logStore } from '../log-store.ts';
import type { Loopback } from '../loopback.ts';
import { metricStore } from '../metric-store.ts';
import { incidentOfRequest } from './incident-of-request.ts';
import type { OwnEndpoints } from './load-functions.ts';
import type { OwnApi } from './read-own-api.ts';

/** One answered request, ready to be told and to be diagnosed. */
export interface OwnExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly millis: number;
  /** Why no endpoint answered: a sentence. */
  readonly missing?: string;
  readonly incident: IncidentFile;
}

export interface OwnLab {
  /** `http://127.0.0.1:PORT/{stage}` */
  readonly url: string;
  readonly stop: Loopback['stop'];
}

const PORT_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens on it',
  EACCES: 'permission denied',
};

/** A user's own API on this machine. The failure is half a sentence that says why the port cannot be had. */
export const startOwnLab = async (
  { api, definition }: OwnApi,
  endpoints: OwnEndpoints,
  { port, onExchange }: { readonly port?: number; readonly onExchange: (exchange: OwnExchange) => void },
): Promise<Result<OwnLab, string>> => {
  const logs = logStore([]);
  try {
    const gateway = await startGateway({
      api,
      stages: [definition],
      ...endpoints,
      logs,
      metrics: metricStore([]),
      ...(port !== undefined && { port }),
      onServed(served) {
        const { request, response, at, endedAt, missing } = served;
        onExchange({
          method: request.method,
          path: request.path,
          status: response.status,
          millis: endedAt.getTime() - at.getTime(),
          ...(missing !== undefined && { missing }),
          incident: incidentOfRequest(served, api, logs),
        });
      },
    });
    return ok({ url: `${gateway.url}/${definition.stage.stageName}`, stop: gateway.stop });
  } catch (error) {
    const fault = error instanceof Error && 'code' in error && typeof error.code === 'string' ? PORT_FAULTS[error.code] : undefined;
    if (fault === undefined) throw error;
    return err(fault);
  }
};
