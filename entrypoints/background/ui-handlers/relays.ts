/** Relays as the person looks at them: whose lists name them, what they say of themselves, and who else writes there. */
import { fetchRelayFacts } from '#lib/domains/relay-information';
import { BLOCKED_RELAYS, MESSAGE_RELAYS, RELAYS, SEARCH_RELAYS } from '#lib/nostr/lists';
import { toRelayRows } from '#lib/nostr/relay-lists';
import { parseRelayUrl, readRelayUrl } from '#lib/nostr/relay-url';
import { countRelays, findRelayLists } from '#lib/relays/suggest';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import type { RelayFacts, RelayLists, RelaySuggestions, RelayUseView } from '#lib/rpc/relays';
import type { Session } from '#lib/sessions/session';
import { toBlockedRelays, toWriteRelays } from '#lib/sessions/summary';
import type { Rooms } from '../rooms';
import type { UiCaller } from './command';

/** Most people who are asked about at once, the last followed first. */
const MOST_PEOPLE = 500;

/** Most relays whose facts are remembered, until the worker ends. */
const MOST_FACTS = 200;

/** Most relays of one account that a picture of all of them needs. */
const MOST_SHOWN = 50;

/** The kinds of the lists, by their names in the answer. */
const LISTS = {
  relays: RELAYS,
  messages: MESSAGE_RELAYS,
  search: SEARCH_RELAYS,
  blocked: BLOCKED_RELAYS,
} as const;

export function createRelayHandlers({ vault, store, sessions, pools, replacing }: Rooms) {
  const facts = new Map<string, RelayFacts>();

  /** The lists that the session knows, whole; the disk is read once for all of them. */
  async function loadLists(session: Session): Promise<Partial<RelayLists>> {
    const { pubkey } = session;
    const kept = await sessions.loadCopies(pubkey);
    const { known } = session.summary;
    const found = Object.entries(LISTS).map(async ([name, kind]) => {
      const newest = known[kind];
      if (!newest) return [];
      const event = kept.find(({ id }) => id === newest.id) ?? (await sessions.loadEvent(pubkey, kind));
      return event ? [[name, event]] : [];
    });
    return Object.fromEntries((await Promise.all(found)).flat()) as Partial<RelayLists>;
  }

  const toUse = ({ pubkey, summary }: Session): RelayUseView => {
    const relays = Object.entries(summary.known[RELAYS]?.relays ?? {});
    const read = relays.flatMap(([url, use]) => (use.read ? readRelayUrl(url) : []));
    return {
      pubkey,
      write: [...new Set(toWriteRelays(summary))].slice(0, MOST_SHOWN),
      read: [...new Set(read)].slice(0, MOST_SHOWN),
      messages: summary.known[MESSAGE_RELAYS]?.urls ?? [],
    };
  };

  return {
    async getRelayLists(_caller: UiCaller, pubkey: string, ask: boolean): Promise<RelayLists> {
      const session = sessions.expect(pubkey);
      if (ask) {
        const looks = [RELAYS, MESSAGE_RELAYS].map((kind) => replacing.look(pubkey, { kind, tags: [] }));
        await Promise.all(looks.map(({ found }) => found));
      }
      return { ...(await loadLists(session)), destinations: replacing.toRelayUrls(session) };
    },

    getRelayUses(_caller: UiCaller): RelayUseView[] {
      return sessions.all.map(toUse);
    },

    async getRelayFacts(_caller: UiCaller, relay: string): Promise<RelayFacts> {
      vault.expectKeys(); // while locked nobody is asked anything
      const url = parseRelayUrl(relay);
      const known = facts.get(url) ?? (await fetchRelayFacts(url));
      facts.set(url, known);
      const [oldest] = facts.keys();
      if (facts.size > MOST_FACTS && oldest) facts.delete(oldest);
      return known;
    },

    async suggestRelays(_caller: UiCaller, pubkey: string): Promise<RelaySuggestions> {
      const { summary } = sessions.expect(pubkey);
      const follows = [...((await sessions.loadFollows(pubkey)) ?? [])];
      const people = follows.slice(-MOST_PEOPLE).toReversed();
      const blocked = toBlockedRelays(summary);
      const asked = store.state.settings.relays.filter((url) => !blocked.includes(url));
      const lists = await findRelayLists(pools.of(pubkey), people, asked);
      const own = await sessions.loadEvent(pubkey, RELAYS);
      const held = toRelayRows(RELAYS, own?.tags ?? []).map(({ url }) => url);
      return {
        asked: people.length,
        found: lists.length,
        relays: countRelays(lists, [...held, ...blocked]),
      };
    },
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
