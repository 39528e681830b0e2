/** A relay of one case that says what the case wants, and an account of its own about which it says it. */
import { nsecEncode } from 'nostr-tools/nip19';
import {
  finalizeEvent,
  generateSecretKey,
  getPublicKey,
  type Event,
  type EventTemplate,
} from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { startHostileRelay, type HostileRelay } from '../../unit/support/hostile-relay';
import type { AccountView } from '../../../lib/rpc/snapshot';
import { expect, type Arena } from '../arena';

/** When the account says its first word (s). */
export const FIRST = 1_700_000_000;

export interface Scene {
  relay: HostileRelay;
  pubkey: string;
  /** An event that is really by the account; by the holder of another key where one is given. */
  sign(template: Partial<EventTemplate>, secretKey?: Uint8Array): Event;
  /** A profile with this name that is really by the account. */
  profile(name: string, created_at?: number): Event;
  /** What Facet shows of the account, once it has heard all that the relay has sent so far. */
  shown(): Promise<AccountView>;
}

/** Runs a case; what it did to the accounts and the relays of the arena is undone after it. */
export async function withRelay(
  { facet, relay: honest }: Arena,
  attempt: (scene: Scene) => Promise<void>,
): Promise<void> {
  const relay = await startHostileRelay();
  const key = generateSecretKey();
  const pubkey = getPublicKey(key);
  const looks = await facet.open('options.html#relays');
  let words = 0;

  const sign: Scene['sign'] = (template, secretKey = key) => {
    const whole = { kind: 0, tags: [], content: '', created_at: FIRST, ...template };
    // without the mark that says that it was verified
    return JSON.parse(JSON.stringify(finalizeEvent(whole, secretKey))) as Event;
  };
  const read = async () =>
    (await facet.snapshot()).accounts.find((account) => account.pubkey === pubkey) as AccountView;

  try {
    await facet.ui.addSecretKey(nsecEncode(key));
    await facet.ui.setRelays([relay.url]);
    await relay.subscribed;
    await attempt({
      relay,
      pubkey,
      sign,
      profile: (name, created_at = FIRST) => sign({ content: JSON.stringify({ name }), created_at }),
      async shown() {
        words += 1;
        // a list of so many people comes after everything else: what is sent is looked at in its order
        const tags = Array.from({ length: words }, () => ['p', getPublicKey(generateSecretKey())]);
        relay.send(sign({ kind: 3, tags, created_at: FIRST + words }));
        await expect.poll(async () => (await read()).follows).toBe(words);
        return read();
      },
    });
  } finally {
    await facet.ui.logout(pubkey);
    await facet.ui.switchAccount(people.alice.pubkey, 'all');
    await facet.ui.setRelays([honest.url]);
    await looks.close();
    await relay.stop();
  }
}
