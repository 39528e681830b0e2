/**
 * Signing in to relays over Facet's own connections: as an account for which the person wants it at this relay, and
 * never else. What lasts is in the state; what was said for one connection, and what was tried, is in memory.
 */
import type { NostrEvent } from '../nostr/event';
import { toSignInEvent, type Proof } from '../nostr/relay-auth';
import { parseRelayUrl, readRelayUrl } from '../nostr/relay-url';
import { asksPassword } from '../permissions/permissions';
import { getSignIn, setSignIn } from '../permissions/sign-ins';
import { FacetError } from '../rpc/errors';
import { isConsent, type SignInAnswer, type SignInView } from '../rpc/sign-ins';
import type { Snapshot } from '../rpc/snapshot';
import type { Session } from '../sessions/session';
import type { StoredAccount } from '../storage/state';
import type { StateStore } from '../vault/state-store';
import { expectSigned } from './checked';
import { rememberSignIn } from './sign-ins';

/** Most sign-ins of an account at a relay within a minute (ms), however often the relay asks. */
const MOST = 3;
const WINDOW = 60_000;

/** How long a relay that did not take a sign-in is not offered another (ms), unless the person says so. */
const REST = 60 * 60_000;

export interface OwnSignInRooms {
  store: StateStore;
  getSession: (pubkey: string) => Session | undefined;
  /** What was said for one connection has begun to count, or is over with it. */
  onChange: () => void;
}

/** One account at one relay, since the person last said anything of it. */
interface Place {
  /** It may sign in until the last connection over which it has is gone. */
  isOnce: boolean;
  /** Connections over which it is signed in. */
  uses: number;
  /** When it tried, within the last minute. */
  tries: number[];
  /** When the relay last did not take it. */
  refusedAt?: number;
}

export type OwnSignIns = ReturnType<typeof createOwnSignIns>;

export function createOwnSignIns({ store, getSession, onChange }: OwnSignInRooms) {
  /** By account and relay, in normal form. */
  const places = new Map<string, Map<string, Place>>();

  const getPlace = (pubkey: string, relay: string): Place | undefined => places.get(pubkey)?.get(relay);

  function begin(pubkey: string, relay: string, isOnce = false): Place {
    const place: Place = { isOnce, uses: 0, tries: [] };
    places.set(pubkey, (places.get(pubkey) ?? new Map<string, Place>()).set(relay, place));
    return place;
  }

  /** Whether it can sign without the person: not where the password is asked each time. */
  function canSignIn(pubkey: string): boolean {
    const session = store.isOpen ? getSession(pubkey) : undefined;
    if (!session || session.signer.refusal('signEvent') !== undefined) return false;
    return !asksPassword(store.state, pubkey);
  }

  function says(pubkey: string, url: string): SignInAnswer {
    const [relay] = readRelayUrl(url);
    if (relay === undefined || !canSignIn(pubkey)) return 'never';
    return getPlace(pubkey, relay)?.isOnce ? 'once' : getSignIn(store.state, pubkey, relay);
  }

  function mayTry(place: Place): boolean {
    const now = Date.now();
    place.tries = place.tries.filter((at) => now - at < WINDOW);
    if (place.tries.length >= MOST || now - (place.refusedAt ?? -REST) < REST) return false;
    place.tries.push(now);
    return true;
  }

  function toProof(place: Place, event: NostrEvent): Proof {
    let isOver = false;
    place.uses += 1;
    return {
      event,
      refused() {
        place.refusedAt = Date.now();
      },
      over() {
        if (isOver) return;
        isOver = true;
        place.uses -= 1;
        if (place.uses > 0 || !place.isOnce) return;
        place.isOnce = false;
        queueMicrotask(onChange); // this comes in the middle of a change of what is connected
      },
    };
  }

  return {
    says,

    /** By account, the relays at which it signs in where that is wanted; those that sign in nowhere are left out. */
    relays(): ReadonlyMap<string, readonly string[]> {
      const accounts = store.isOpen ? store.state.accounts : [];
      const all = accounts.flatMap((account) => {
        const said = toViews(account, places.get(account.pubkey)).filter((each) => isConsent(each.says));
        return said.length > 0 && canSignIn(account.pubkey) ? [[account.pubkey, said] as const] : [];
      });
      return new Map(all.map(([pubkey, said]) => [pubkey, said.map(({ relay }) => relay)]));
    },

    /** The event that signs in with this challenge, if the person wants that of this account here; never rejects. */
    async prove(pubkey: string, url: string, challenge: string): Promise<Proof | undefined> {
      const [relay] = readRelayUrl(url);
      const session = getSession(pubkey);
      if (relay === undefined || !session || !isConsent(says(pubkey, url))) return undefined;
      const place = getPlace(pubkey, relay) ?? begin(pubkey, relay);
      if (!mayTry(place)) return undefined;
      try {
        const asked = toSignInEvent(pubkey, url, challenge, Math.floor(Date.now() / 1_000));
        await rememberSignIn(store, {}, asked); // of no private window
        const event = expectSigned(asked, await session.signer.signEvent(asked));
        // a signer elsewhere may have taken minutes
        return isConsent(says(pubkey, url)) ? toProof(place, event) : undefined;
      } catch {
        return undefined; // locked, no answer, another event than the one asked for, or a full disk
      }
    },

    /** What the person says from now on. Throws `no-account`, `busy`, or `unsupported` for one that cannot sign in. */
    async set(pubkey: string, url: string, answer: SignInAnswer): Promise<void> {
      const relay = parseRelayUrl(url);
      if (isConsent(answer) && getSession(pubkey) && !canSignIn(pubkey)) {
        throw new FacetError('unsupported', 'this account cannot sign in by itself');
      }
      await store.change((draft) => setSignIn(draft, pubkey, relay, answer));
      begin(pubkey, relay, answer === 'once');
      onChange();
    },

    /** What was said of the accounts, and which relays have seen which of them. */
    get view(): Pick<Snapshot, 'signIns' | 'signedIn'> {
      if (!store.isOpen) return {};
      const { accounts, signedIn = {} } = store.state;
      const signIns = accounts.flatMap((account) => toViews(account, places.get(account.pubkey)));
      const here = new Set(accounts.map(({ pubkey }) => pubkey));
      const held = Object.entries(signedIn)
        .map(([relay, pubkeys]) => [relay, pubkeys.filter((each) => here.has(each))] as const)
        .filter(([, pubkeys]) => pubkeys.length > 0);
      return {
        ...(signIns.length > 0 ? { signIns } : {}),
        ...(held.length > 0 ? { signedIn: Object.fromEntries(held) } : {}),
      };
    },

    /** Forgets an account that goes. */
    forget: (pubkey: string): void => void places.delete(pubkey),

    /** Forgets all that was said for one connection, as the lock does. */
    clear: (): void => places.clear(),
  };
}

function toViews({ pubkey, signIns = {} }: StoredAccount, places?: ReadonlyMap<string, Place>): SignInView[] {
  const once = [...(places ?? [])].flatMap(([relay, { isOnce }]) => (isOnce ? [relay] : []));
  return [
    ...Object.entries(signIns).map(([relay, says]) => ({ pubkey, relay, says })),
    ...once.map((relay) => ({ pubkey, relay, says: 'once' as const })),
  ];
}
