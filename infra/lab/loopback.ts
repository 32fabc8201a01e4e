import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Loopback {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * An HTTP server that only this machine can reach, on a port that the system chooses where none is named. A handler that throws answers
 * 500 in words. Rejects with Node's own error where the port cannot be had.
 */
export const startLoopback = async (
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  wantedPort = 0,
): Promise<Loopback> => {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      response.writeHead(500, { 'content-type': 'text/plain' });
      return response.end(`A fault of the lab itself: ${String(error)}`);
    });
  });
  server.listen(wantedPort, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
};
