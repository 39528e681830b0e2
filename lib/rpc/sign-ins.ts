/**
 * What the person says of their accounts' signing in to relays (NIP-42), and what Facet's pages have to ask of it. Facet
 * signs in nowhere by itself; a relay that wants it is shown where relays are, and no window opens.
 */
import { readRelayUrl } from '../nostr/relay-url';
import { toSeenBy, toSignInRelay } from '../nostr/relay-auth';
import { arePaired } from './pairs';
import type { RelayView } from './relays';
import type { AccountView, Snapshot } from './snapshot';

/** `ask`: nothing was said yet, so not; `once`: as long as the connection lasts. */
export const SIGN_IN_ANSWERS = ['ask', 'once', 'always', 'never'] as const;

export type SignInAnswer = (typeof SIGN_IN_ANSWERS)[number];

/** Most relays of which it is remembered for an account. */
export const MOST_SIGN_INS = 500;

/** What was said of one account at one relay (in normal form), where it is not to be asked. */
export interface SignInView {
  pubkey: string;
  relay: string;
  says: Exclude<SignInAnswer, 'ask'>;
}

/** A relay that wants to know who asks, and the accounts of which the person has yet to say something. */
export interface SignInWish {
  relay: string;
  pubkeys: string[];
}

/** Whether somebody signs in who has said this. */
export const isConsent = (says: SignInAnswer): boolean => says === 'once' || says === 'always';

/** Whether an account can sign in at all: it has to sign, and without a password each time. */
export const canSignIn = ({ kind, stepUp }: Pick<AccountView, 'kind' | 'stepUp'>): boolean =>
  kind !== 'watch-only' && !stepUp;

/** What the person has said of an account at a relay. */
export function toSignInAnswer(
  { signIns = [] }: Pick<Snapshot, 'signIns'>,
  pubkey: string,
  url: string,
): SignInAnswer {
  const [relay] = readRelayUrl(url);
  return signIns.find((each) => each.pubkey === pubkey && each.relay === relay)?.says ?? 'ask';
}

/** The accounts that a relay would know to be the same person's if this one signed in: they have, and are no pair. */
export function toSignInLinks(
  { signedIn = {}, pairs }: Pick<Snapshot, 'signedIn' | 'pairs'>,
  pubkey: string,
  url: string,
): string[] {
  const relay = toSignInRelay(url);
  const seen = relay === undefined ? [] : toSeenBy(signedIn, relay);
  return seen.filter((other) => !arePaired(pairs, pubkey, other));
}

/** What went wrong where the relay did not take this account's sign-in; undefined: nothing. */
export const toSignInTrouble = (
  { relays }: Pick<Snapshot, 'relays'>,
  pubkey: string,
  relay: string,
): RelayView['trouble'] =>
  relays.find((each) => each.signIn === 'refused' && each.pubkey === pubkey && isAt(relay, each.url))
    ?.trouble;

const isAt = (relay: string, url: string): boolean => readRelayUrl(url)[0] === relay;

/** What the person has to be asked: relays that answer nothing, or take no event, before they know who asks. */
export function toSignInWishes(
  snapshot: Pick<Snapshot, 'relays' | 'outbox' | 'accounts' | 'signIns'>,
): SignInWish[] {
  const { relays, outbox, accounts } = snapshot;
  const wanted = [
    ...relays.flatMap(({ url, wants = [] }) => wants.map((pubkey) => ({ url, pubkey }))),
    ...outbox.flatMap(({ pubkey, relays: asked }) =>
      asked.flatMap(({ url, wants }) => (wants ? [{ url, pubkey }] : [])),
    ),
  ];
  const open = wanted.filter(({ url, pubkey }) => toSignInAnswer(snapshot, pubkey, url) === 'ask');
  return [...Map.groupBy(open, ({ url }) => url)].flatMap(([relay, wishes]) => {
    const named = new Set(wishes.map(({ pubkey }) => pubkey));
    const pubkeys = accounts.filter((each) => named.has(each.pubkey) && canSignIn(each));
    return pubkeys.length > 0 ? [{ relay, pubkeys: pubkeys.map(({ pubkey }) => pubkey) }] : [];
  });
}
