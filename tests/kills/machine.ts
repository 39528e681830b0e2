/** A profile whose browser is killed and started again, and a website that stays: its pages sign as every account. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEvent, type Event } from 'nostr-tools/pure';
import type { Client, UiApi } from '../../lib/rpc/contract';
import { listen } from '../../scripts/relay/listen';
import { EXTENSION } from '../e2e/facet';
import { startUnwatched, toOrigin, toUi, type Unwatched } from '../e2e/unwatched/unwatched';
import type { UnwatchedPage } from '../e2e/unwatched/page';

/** A browser that runs, until it is killed. */
export interface Running {
  ui: Client<UiApi>;
  /** How many secret keys are sealed on the disk, whether or not any account owns them. */
  countKeys(): Promise<number>;
  /** Lets the website sign as this account. */
  allow(pubkey: string): Promise<void>;
  /** Has the website sign as this account, which it may. Throws unless what comes is signed by it. */
  sign(pubkey: string): Promise<void>;
  kill(): Promise<void>;
}

export interface Machine {
  /** The website. */
  origin: string;
  start(): Promise<Running>;
  /** Takes the browser's memory away: the next one starts with nothing. */
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export async function createMachine(): Promise<Machine> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Site</title>');
  });
  const origin = `http://localhost:${await listen(server)}`;
  const newProfile = () => mkdtemp(join(tmpdir(), 'facet-kills-'));
  let profile = await newProfile();
  let browser: Unwatched | undefined;

  async function forget(): Promise<void> {
    await browser?.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  return {
    origin,
    async start() {
      const started = await startUnwatched([EXTENSION], profile);
      browser = started;
      const page = await started.open(`${toOrigin(EXTENSION)}manifest.json`);
      const ui = toUi(page);
      let site: UnwatchedPage | undefined;
      return {
        ui,
        countKeys: () => page.evaluate(countKeys),
        async allow(pubkey) {
          const rule = { pubkey, origin, effect: 'allow', lasts: 'always' } as const;
          await ui.saveRule({ ...rule, method: 'connect' });
          await ui.saveRule({ ...rule, method: 'signEvent', kind: 1 });
        },
        async sign(pubkey) {
          await ui.setSiteAccount(origin, pubkey);
          site ??= await started.open(origin);
          const event = await site.evaluate(signOne);
          if (event.pubkey !== pubkey || !verifyEvent(event)) throw new Error(`${pubkey} does not sign`);
        },
        kill: started.kill,
      };
    },
    async forget() {
      await forget();
      profile = await newProfile();
    },
    async stop() {
      await forget();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs in the website. */
async function signOne(): Promise<Event> {
  await nostr.getPublicKey();
  return nostr.signEvent({ kind: 1, content: 'still here', tags: [] });
}

/** Runs in a page of Facet. */
async function countKeys(): Promise<number> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('the database does not answer'));
    });
  const database = await settled(indexedDB.open('facet'));
  const records = await settled(database.transaction('records').objectStore('records').getAll());
  database.close();
  return records.filter(({ type }: { type: string }) => type === 'account').length;
}
