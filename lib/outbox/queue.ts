/** What is done to the list of events that wait; pure, on the draft of a state. */
import type { NostrEvent } from '../nostr/event';
import { isAddressable, isReplaceable } from '../nostr/kinds';
import { isNewer } from '../nostr/lists';
import { FacetError } from '../rpc/errors';
import type { RelayAnswer } from '../rpc/relays';
import type { OutboxItem, State } from '../storage/state';

/** Most events that wait at once; the state is sealed whole at every change. */
export const MAX_ITEMS = 300;

/** Wait before the second try, and the longest between two (ms). */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3_600_000;

/** The longest that `toWait` ever says (ms). */
export const MOST_WAIT = LONGEST_WAIT * 1.5;

/** A relay that has not answered for so long (ms), in so many tries, is not expected to: a machine may have been off for days. */
export const PATIENCE = 7 * 24 * 3_600_000;
export const MOST_TRIES = 30;

/** Some relay has not said yet whether it takes the event, and is still asked. */
export const isWaiting = ({ relays, givenUp }: OutboxItem): boolean =>
  !givenUp && relays.some(({ answer }) => answer === 'none');

/** Wait before the next try after so many (ms): doubled each time, and spread so that not all come at once. */
export const toWait = (tries: number, random: number): number =>
  Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (1 + random / 2);

/**
 * Puts an event in for these relays. One that takes the place of another on relays takes it here too (NIP-01); one
 * that is older than what waits is left out. Throws FacetError `busy` when too much waits.
 */
export function enqueue(draft: State, event: NostrEvent, relayUrls: readonly string[], now: number): void {
  const items = draft.outbox ?? [];
  const twin = items.find((item) => item.event.id === event.id || isSamePlace(item.event, event));
  if (twin && !isNewer(event, twin.event)) return;
  const rest = items.filter((item) => item !== twin);
  if (rest.length >= MAX_ITEMS) {
    throw new FacetError('busy', `at most ${MAX_ITEMS} events can wait for relays`);
  }
  const relays = [...new Set(relayUrls)].map((url): RelayAnswer => ({ url, answer: 'none' }));
  draft.outbox = [...rest, { event, relays, addedAt: now, tries: 0, triedAt: 0, dueAt: now }];
}

const isSamePlace = (one: NostrEvent, other: NostrEvent): boolean =>
  one.pubkey === other.pubkey &&
  one.kind === other.kind &&
  isReplaceable(one.kind) &&
  (!isAddressable(one.kind) || toName(one) === toName(other));

const toName = ({ tags }: NostrEvent): string => tags.find(([tag]) => tag === 'd')?.[1] ?? '';

/**
 * Writes down what relays said of an event after a try. It goes once all have said yes or no, or were asked for long
 * enough; where not one said yes it stays, as nobody would know otherwise.
 */
export function settle(
  draft: State,
  id: string,
  answers: readonly RelayAnswer[],
  wait: number,
  now: number,
): void {
  const item = draft.outbox?.find(({ event }) => event.id === id);
  if (!item) return; // replaced, dropped or logged out meanwhile
  item.relays = item.relays.map((relay) => answers.find(({ url }) => url === relay.url) ?? relay);
  item.tries += 1;
  item.triedAt = now;
  item.dueAt = now + wait;
  if (item.tries >= MOST_TRIES && now - item.addedAt >= PATIENCE && isWaiting(item)) item.givenUp = true;
  if (!isWaiting(item) && item.relays.some(({ answer }) => answer === 'accepted')) drop(draft, id);
}

/** Asks again now, those that refused too. */
export function renew(draft: State, id: string, now: number): void {
  const item = draft.outbox?.find(({ event }) => event.id === id);
  if (!item) return;
  item.dueAt = now;
  item.tries = 0;
  delete item.givenUp;
  for (const relay of item.relays) if (relay.answer === 'refused') relay.answer = 'none';
}

/** Whether this relay has not taken the event because it wants to know who asks (NIP-42). */
export const wantsSignIn = ({ relays }: OutboxItem, relayUrl: string): boolean =>
  relays.some(
    ({ url, answer, reason }) =>
      url === relayUrl && answer !== 'accepted' && reason?.startsWith('auth-required:'),
  );

/** Asks one relay again now, whatever it has said. */
export function renewAt(draft: State, id: string, relayUrl: string, now: number): void {
  const item = draft.outbox?.find(({ event }) => event.id === id);
  if (!item) return;
  item.dueAt = now;
  delete item.givenUp;
  item.relays = item.relays.map((relay) =>
    relay.url === relayUrl ? { ...relay, answer: 'none' as const } : relay,
  );
}

/** Takes an event out; what a relay has already it keeps. */
export function drop(draft: State, id: string): void {
  draft.outbox = (draft.outbox ?? []).filter(({ event }) => event.id !== id);
}

/** Takes out everything of an account that goes: nobody speaks for it any more. */
export function forgetEvents(draft: State, pubkey: string): void {
  draft.outbox = (draft.outbox ?? []).filter(({ event }) => event.pubkey !== pubkey);
}
