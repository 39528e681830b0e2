/**
 * The demo page: a small real Nostr client, served on loopback under two origins, localhost and 127.0.0.1.
 * Call startDemo with the relay it should use, and stop() at the end.
 */
import { createServer } from 'node:http';
import { listen } from '../relay/listen.ts';
import { bundlePage, toType } from './bundle.ts';
import { people } from './people.ts';

export interface DemoOptions {
  relayUrl: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** More files by path, such as `/early.html`: pages that a test needs on the same origins. */
  files?: Record<string, string>;
}

export interface Demo {
  /** `http://localhost:PORT/` */
  readonly url: string;
  /** The same page under another origin: `http://127.0.0.1:PORT/` */
  readonly otherUrl: string;
  stop(): Promise<void>;
}

/** Builds and serves the demo page; rejects when the port is taken. */
export async function startDemo({ relayUrl, port, files = {} }: DemoOptions): Promise<Demo> {
  const served = new Map(await bundlePage());
  const settings = { relayUrl, people: Object.values(people).map(({ name, pubkey }) => ({ name, pubkey })) };
  served.set('/settings.json', { type: toType('.json'), body: JSON.stringify(settings) });
  for (const [path, body] of Object.entries(files)) served.set(path, { type: toType(path), body });

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = served.get(pathname === '/' ? '/index.html' : pathname);
    response.writeHead(file ? 200 : 404, {
      'content-type': file?.type ?? 'text/plain',
      'cache-control': 'no-store',
    });
    response.end(file?.body ?? 'There is nothing here.\n');
  });
  const taken = await listen(server, port);
  return {
    url: `http://localhost:${taken}/`,
    otherUrl: `http://127.0.0.1:${taken}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
