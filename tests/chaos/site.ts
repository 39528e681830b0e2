/** The websites of a run: one page, which makes the calls that it is told to and reports how each of them ends. */
import { createServer } from 'node:http';
import { listen } from '../../scripts/relay/listen';
import type { WindowNostr } from '../e2e/window-nostr';
import type { Call, Settled } from './history';

/** What a page reports of a call. */
export type Report = Omit<Settled, 'at'> & { id: string };

/** A call as a page is told of it. */
export type Order = Pick<Call, 'id' | 'method'> & { args: unknown[] };

declare global {
  interface Window {
    /** Makes these calls at once. */
    order?: (orders: readonly Order[]) => void;
    report?: (report: Report) => void;
  }
}

/** Runs in the page before anybody orders anything. */
function prepare(): void {
  let told: string | undefined;
  const nostr = (globalThis as unknown as { nostr: WindowNostr }).nostr;
  // one that listens is known to have heard; the others go on believing what they were answered
  if (location.search === '?listens') {
    nostr.on('accountChanged', () => undefined);
    addEventListener('nostr:accountChanged', (event) => {
      told = (event as CustomEvent<{ pubkey?: string }>).detail.pubkey ?? told;
    });
  }
  const toCall = (method: Order['method']) =>
    ({
      getPublicKey: nostr.getPublicKey,
      signEvent: nostr.signEvent,
      'nip44.encrypt': nostr.nip44.encrypt,
      'nip44.decrypt': nostr.nip44.decrypt,
    })[method] as (...args: unknown[]) => Promise<unknown>;
  window.order = (orders) => {
    for (const { id, method, args } of orders) {
      const known = told === undefined ? {} : { told };
      toCall(method)(...args).then(
        (result) => {
          if (method === 'getPublicKey') told = result as string;
          window.report?.({ id, ...known, result });
        },
        (error: unknown) => window.report?.({ id, ...known, code: (error as { code?: string }).code ?? '' }),
      );
    }
  };
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>Site</title><script>(${prepare.toString()})()</script>`;

export interface Sites {
  readonly origins: readonly string[];
  stop(): Promise<void>;
}

/** Serves the page under several origins of this machine. */
export async function startSites(): Promise<Sites> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
    response.end(PAGE);
  });
  const port = await listen(server);
  return {
    origins: ['localhost', '127.0.0.1', 'third.localhost'].map((host) => `http://${host}:${port}`),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
