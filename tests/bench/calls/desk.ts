/**
 * The server of the pages that call, on loopback: hands a page its next piece of work as the answer to what it tells of the
 * last one. While a page works nothing is under way between it and the server.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../scripts/relay/listen';
import { bundle } from './bundle';
import type { Told, Work } from './work';

/** What takes a page longer than this never comes, on any machine. */
const PATIENCE = 300_000;

export interface Desk {
  /** The page of an arm. */
  toUrl(arm: string): string;
  /** Has the page of this arm work, as soon as it is there, and resolves to what it tells; rejects when it never does. */
  run(arm: string, work: Work): Promise<Told>;
  stop(): Promise<void>;
}

/** A page that has told something and waits for work. */
interface Turn {
  told: Told;
  give(work: Work): void;
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>Calls</title>
<script>window.isThere = typeof window.nostr?.signEvent === 'function'</script>
<script src="/page.js" defer></script>`;

/** A page that shares nothing with others gets a clock that is exact to 5 µs instead of 100. */
const ALONE = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'no-store',
};

/** Starts one on any free port. */
export async function startDesk(): Promise<Desk> {
  const script = await bundle('page/page.ts');
  const came = new Map<string, Turn>();
  const awaited = new Map<string, (turn: Turn) => void>();

  async function takeTurn(arm: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const told = JSON.parse(await text(request)) as Told;
    const turn: Turn = { told, give: (work) => response.end(JSON.stringify(work)) };
    const take = awaited.get(arm);
    awaited.delete(arm);
    if (take) take(turn);
    else came.set(arm, turn);
  }

  const nextTurn = (arm: string): Promise<Turn> =>
    new Promise((resolve, reject) => {
      const turn = came.get(arm);
      came.delete(arm);
      if (turn) return resolve(turn);
      const late = () =>
        reject(new Error(`the page of ${arm} has told nothing for ${PATIENCE / 60_000} minutes`));
      const timer = setTimeout(late, PATIENCE);
      awaited.set(arm, (next) => {
        clearTimeout(timer);
        resolve(next);
      });
    });

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const send = (type: string, body: string) => {
      response.writeHead(200, { ...ALONE, 'content-type': `${type}; charset=utf-8` });
      response.end(body);
    };
    if (pathname === '/turn') void takeTurn(searchParams.get('arm') ?? '', request, response);
    else if (pathname === '/page.js') send('text/javascript', script);
    else send('text/html', PAGE);
  });
  server.requestTimeout = 0;
  const port = await listen(server);

  return {
    toUrl: (arm) => `http://localhost:${port}/?arm=${arm}`,
    async run(arm, work) {
      const turn = await nextTurn(arm);
      turn.give(work);
      const next = await nextTurn(arm);
      came.set(arm, next); // it waits for the next piece of work
      return next.told;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
