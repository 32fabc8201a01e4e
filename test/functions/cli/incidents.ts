import type { IncidentFile } from '../../../shared/model/incident-file.ts';

const ID = '0d4a8f1e-5b1c-4d7e-8a44-3b0f6b1f9c21';
const lines = (...texts: readonly string[]) =>
  texts.map((text, index) => ({ timestamp: Date.UTC(2026, 2, 4, 3, 12, index), message: `(${ID}) ${text}` }));

const api = { kind: 'REST', id: 'h7k2m9p4qx', name: 'parcels', stage: 'live', region: 'eu-central-1' } as const;

export const undeclaredStatus: IncidentFile = {
  version: 1,
  api,
  logs: {
    execution: lines(
      'HTTP Method: GET, Resource Path: /parcels',
      'Received response. Status: 404, Integration latency: 31 ms',
      'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
      'Method completed with status: 500',
    ),
  },
};

export const healthy: IncidentFile = {
  version: 1,
  api,
  logs: {
    execution: lines(
      'HTTP Method: GET, Resource Path: /parcels',
      'Received response. Status: 200, Integration latency: 31 ms',
      'Successfully completed execution',
      'Method completed with status: 200',
    ),
  },
};

export const nothingKnown: IncidentFile = { version: 1, api };
