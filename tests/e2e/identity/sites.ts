/** Websites of one page each under origins of their own, for tests in which many are open at once. */
import { createServer } from 'node:http';
import { listen } from '../../../scripts/relay/listen';

export interface Sites {
  /** `http://localhost:PORT/`, each with another port. */
  readonly urls: string[];
  stop(): Promise<void>;
}

/** Serves `html` under `count` origins. */
export async function startSites(count: number, html: string): Promise<Sites> {
  const servers = Array.from({ length: count }, () =>
    createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(html);
    }),
  );
  const ports = await Promise.all(servers.map((server) => listen(server)));
  return {
    urls: ports.map((port) => `http://localhost:${port}/`),
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
