import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import dynalite from 'dynalite';

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
