/** Facet with accounts, rules and a relay, and the websites' tabs. Writes down what pages hear; what a person does is in `actions`. */
import type { Page } from '@playwright/test';
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure';
import { people } from '../../scripts/demo/people';
import { seed } from '../../scripts/demo/seed';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { launchFacet, PASSWORD, type Facet } from '../e2e/facet';
import { createHistory, type Call, type Cast, type Chosen, type History, type Span } from './history';
import { startSites, type Order, type Report } from './site';

/** Kinds of events, by what the rules say of them. */
export const KINDS = { allowed: 1, denied: 7, asked: 9 } as const;

/** How long a step may take at most, and how long all that waits has until it has settled once nothing is done any more (ms). */
const BOUND = 90_000;

export interface Tab {
  page: Page;
  origin: string;
}

export interface World {
  readonly facet: Facet;
  readonly cast: Cast & { peers: Map<string, Uint8Array> };
  readonly origins: readonly string[];
  /** Those with an account of their own; the last one goes with the account that is current. */
  readonly own: readonly string[];
  /** Whom rules know. */
  readonly peerOf: Record<'allowed' | 'denied', string>;
  readonly tabs: Tab[];
  /** Since the last calm. */
  history: History;
  /** Signatures in the log that were seen, by the ids of their lines. */
  readonly seen: Set<string>;
  /** Absent: it is away. */
  relay: Relay | undefined;
  /** How far the clock of the worker is ahead (ms). */
  late: number;
  /** Opens a tab of this origin. */
  open(origin: string): Promise<void>;
  /** Its pages wait for nothing any more. */
  leave(tab: Tab): void;
  order(tab: Tab, calls: readonly Call[], orders: readonly Order[]): Promise<void>;
  bringRelay(): Promise<void>;
  close(): Promise<void>;
}

export const now = (): number => performance.now();

/** Runs `act`, and says between which two times it was. */
export async function within<T>(act: () => Promise<T>): Promise<Span & { result: T }> {
  const from = now();
  const result = await act();
  return { from, until: now(), result };
}

/** As `act`, or a fault of its own where that does not end. */
export async function bounded<T>(what: string, act: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it does not end: ${what}`)), BOUND);
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Errors of Facet's pages that nobody caught, as they come. */
export function noteUncaught({ facet }: World): string[] {
  const uncaught: string[] = [];
  facet.context.on('weberror', (webError) => {
    if (webError.page()?.url().startsWith('chrome-extension:')) uncaught.push(webError.error().message);
  });
  return uncaught;
}

export async function createWorld(): Promise<World> {
  const sites = await startSites();
  const { origins } = sites;
  const relay = await startRelay();
  await seed(relay);
  const { port, url } = relay;
  const facet = await launchFacet();
  const peers = new Map<string, Uint8Array>();
  const toPeer = () => {
    const secret = generateSecretKey();
    peers.set(getPublicKey(secret), secret);
    return getPublicKey(secret);
  };
  const peerOf = { allowed: toPeer(), denied: toPeer() };
  const accounts = await setUp(facet, url, origins, peerOf);
  const tabs: Tab[] = [];
  /** Each tab's calls that its page waits for. */
  const waiting = new Map<string, { call: Call; tab: Tab }>();

  const world: World = {
    facet,
    cast: { accounts, peers },
    origins,
    own: origins.slice(0, -1),
    peerOf,
    tabs,
    history: createHistory(
      origins.map((origin): Chosen => ({ origin, pubkey: accounts[0]!, from: -Infinity, until: -Infinity })),
    ),
    seen: new Set(),
    relay,
    late: 0,
    async open(origin) {
      const page = await facet.context.newPage();
      await page.exposeFunction('report', ({ id, ...how }: Report) => {
        waiting.get(id)?.call.settled.push({ at: now(), ...how });
      });
      const listens = tabs.length % 2 === 0 ? '?listens' : '';
      await page.goto(`${origin}/${listens}`);
      tabs.push({ page, origin });
    },
    leave(tab) {
      for (const { call, tab: its } of waiting.values()) {
        if (its === tab && call.settled.length === 0) call.gone ??= now();
      }
    },
    async order(tab, calls, orders) {
      for (const call of calls) waiting.set(call.id, { call, tab });
      world.history.calls.push(...calls);
      await tab.page.evaluate((given) => window.order?.(given), orders);
    },
    async bringRelay() {
      world.relay ??= await startRelay({ port });
    },
    async close() {
      await facet.close();
      await world.relay?.stop();
      await sites.stop();
    },
  };
  return world;
}

/** Three accounts that every site knows, and rules for each of them on each of these. */
async function setUp(
  { ui }: Facet,
  relayUrl: string,
  origins: readonly string[],
  peerOf: World['peerOf'],
): Promise<string[]> {
  await ui.createVault(PASSWORD);
  await ui.setRelays([relayUrl]);
  await ui.setAutoLock(10_080, PASSWORD); // a clock that is set is no reason to lock
  const { alice, ines, nightjar } = people;
  const accounts = [alice, ines, nightjar];
  for (const { nsec } of accounts) await ui.addSecretKey(nsec);
  for (const origin of origins) {
    for (const { pubkey } of accounts) {
      const about = { origin, pubkey, lasts: 'always' } as const;
      await ui.saveRule({ ...about, method: 'connect', effect: 'allow' });
      for (const [ruled, effect] of [
        ['allowed', 'allow'],
        ['denied', 'deny'],
      ] as const) {
        await ui.saveRule({ ...about, method: 'signEvent', kind: KINDS[ruled], effect });
        for (const method of ['nip44.encrypt', 'nip44.decrypt'] as const) {
          await ui.saveRule({ ...about, method, peer: peerOf[ruled], effect });
        }
      }
    }
  }
  await ui.switchAccount(alice.pubkey, 'all');
  for (const origin of origins.slice(0, -1)) await ui.setSiteAccount(origin, alice.pubkey, 'always');
  return accounts.map(({ pubkey }) => pubkey);
}
