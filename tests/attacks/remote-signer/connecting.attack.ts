/** A remote signer that lies while it is being added, or about where it is. */
import { npubEncode } from 'nostr-tools/nip19';
import { startHostileBunker } from '../../e2e/remote/hostile-bunker';
import { startHostileRelay } from '../../unit/support/hostile-relay';
import { expect, type Arena } from '../arena';
import { attack } from '../attack';
import { honestly, withBunker } from './bunker';

/** What comes of adding a remote signer that says that it signs as this account. */
async function connectAs({ facet, relay }: Arena, pubkey: string): Promise<string> {
  const bunker = await startHostileBunker(relay.url);
  bunker.lie = ({ method }) => (method === 'get_public_key' ? { result: pubkey } : undefined);
  try {
    await facet.ui.connectBunker(bunker.url, ['sign_event']);
    await facet.ui.addRemote('Eve');
    return 'it was added';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await facet.ui.cancelRemote();
    bunker.stop();
  }
}

attack(
  'a remote signer says in words of its own whom it signs as',
  {
    file: 'lib/signers/remote/attempts.ts',
    says: "if (!/^[0-9a-f]{64}$/.test(answer ?? '')) {",
    without: 'if (answer === undefined) {',
  },
  async (arena) => {
    const said = await connectAs(arena, npubEncode('f'.repeat(63) + '0'));
    expect(said).toBe('the remote signer did not say whom it signs as');
  },
);

attack(
  'a remote signer moves to more relays than anybody needs, and Facet speaks with all of them',
  {
    file: 'lib/nostr/bunker.ts',
    says: 'if (urls.length > MAX_BUNKER_RELAYS) {',
    without: 'if (urls.length > Infinity) {',
  },
  async (arena) => {
    const many = await startHostileRelay();
    try {
      await withBunker(arena, async ({ bunker, sign }) => {
        const urls = Array.from({ length: 11 }, (_, n) => `${many.url}${n}`);
        const moved = Promise.withResolvers<void>();
        bunker.lie = ({ method }) => {
          if (method !== 'switch_relays') return undefined;
          moved.resolve();
          return { result: JSON.stringify(urls) };
        };
        await arena.facet.ui.reconnectRemote(bunker.pubkey);
        await sign();
        await moved.promise;
        // two more answers over the same relay: what was said before them has been heard
        await sign();
        await sign();
        expect(many.connections.ever).toBe(0);
      });
    } finally {
      await many.stop();
    }
  },
);

attack(
  'a remote signer is who it says on another day: the account signs as the new one',
  {
    file: 'lib/signers/remote/remote.ts',
    says: 'if (event && serializeEvent(event) === serializeEvent(asked)) return event;',
    without: 'if (event) return event;',
  },
  (arena) =>
    withBunker(arena, async ({ bunker, sign }) => {
      const other = await startHostileBunker(arena.relay.url);
      bunker.lie = (asked) => {
        if (asked.method === 'get_public_key') return { result: other.pubkey };
        const event = honestly(other, asked);
        return event && { result: JSON.stringify(event) };
      };
      await arena.facet.ui.reconnectRemote(bunker.pubkey);
      expect(await sign()).toBe('the remote signer did not return the event that it was asked to sign');
      other.stop();
    }),
);
