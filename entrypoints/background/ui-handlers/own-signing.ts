/** What Facet needs to sign and publish as one of the accounts. */
import { RELAYS, toRelays } from '#lib/nostr/lists';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import { FacetError } from '#lib/rpc/errors';
import type { Session } from '#lib/sessions/session';
import type { Rooms } from '../rooms';

/** Most relays that one event is sent to. */
export const MOST_RELAYS = 20;

export const createOwnSigning = ({ vault, store, sessions }: Rooms) => ({
  /** The session, if it can sign. Throws `unsupported` with its own words else. */
  expectSigner(pubkey: string): Session {
    vault.expectKeys();
    const session = sessions.expect(pubkey);
    const refusal = session.signer.refusal('signEvent');
    if (refusal !== undefined) throw new FacetError('unsupported', refusal);
    return session;
  },

  /** The relays that the person listed: in Facet, and for this account. */
  toListed({ events }: Session): string[] {
    const own = events.get(RELAYS);
    const written = own
      ? Object.entries(toRelays(own)).flatMap(([url, { write }]) => (write ? [url] : []))
      : [];
    return [...new Set([...store.state.settings.relays, ...written.flatMap(readUrl)])].slice(0, MOST_RELAYS);
  },
});

/** In normal form; none for one that Facet never opens. */
export function readUrl(url: string): string[] {
  try {
    return [parseRelayUrl(url)];
  } catch {
    return [];
  }
}
