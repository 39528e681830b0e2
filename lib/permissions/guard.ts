/**
 * The identity guard: which other accounts of the person's an event would link to its author. Pure, and about what
 * others can read; that a site which knows one account is told of another is `toSiteLinks` in lib/rpc/pairs.
 */
import type { EventTemplate } from '../nostr/event';
import { findMentions } from '../nostr/mentions';
import { toAuthRelay, toSeenBy } from '../nostr/relay-auth';
import { arePaired } from '../rpc/pairs';
import type { Link } from '../rpc/prompt';
import type { State } from '../storage/state';

/** Most relays that are remembered with who signed in there; the oldest go. */
const MAX_RELAYS = 1_000;

/** The links that the author `pubkey` of an event would get to others of the `held` accounts; pairs are none. */
export function findLinks(
  pubkey: string,
  event: EventTemplate,
  held: readonly string[],
  { pairs = [], signedIn = {} }: Pick<Readonly<State>, 'pairs' | 'signedIn'>,
): Link[] {
  const relay = toAuthRelay(event);
  const inside = relay === undefined ? [] : toSeenBy(signedIn, relay);
  const isLinked = (other: string) => !arePaired(pairs, pubkey, other);
  const toLinks = (others: readonly string[], by: Link['by']): Link[] =>
    others.filter(isLinked).map((other) => ({ pubkey: other, by }));
  return [
    ...toLinks(
      held.filter((other) => inside.includes(other)),
      'relay',
    ),
    ...toLinks(findMentions(event, held), 'mention'),
  ];
}

/** Whether `noteSignIn` would change anything. */
export const isSignedIn = ({ signedIn = {} }: Readonly<State>, relay: string, pubkey: string): boolean =>
  signedIn[relay]?.includes(pubkey) ?? false;

/** Remembers that the relay has seen this account. */
export function noteSignIn(draft: State, relay: string, pubkey: string): void {
  const { [relay]: inside = [], ...others } = draft.signedIn ?? {};
  const kept = Object.entries(others).slice(1 - MAX_RELAYS);
  draft.signedIn = { ...Object.fromEntries(kept), [relay]: [...new Set([...inside, pubkey])] };
}
