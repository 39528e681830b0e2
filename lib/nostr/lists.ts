/** What the replaceable events of an account say: profile (0), follows (3), mutes (10000), relays (10002). */
import type { RelayMap } from '../rpc/contract';
import type { ProfileView } from '../rpc/snapshot';
import type { NostrEvent } from './event';
import { readRelayUrl } from './relay-url';

/** The kinds of which an account shows more than that they are there. */
export const PROFILE = 0;
export const FOLLOWS = 3;
export const MUTES = 10_000;
export const RELAYS = 10_002;
export const BLOCKED_RELAYS = 10_006;
export const SEARCH_RELAYS = 10_007;
/** Where private messages are sent to (NIP-17). */
export const MESSAGE_RELAYS = 10_050;

/** The kinds that are loaded for every account, one event of each: what it is, and its lists (NIP-51). */
export const ACCOUNT_KINDS: readonly number[] = [
  ...[PROFILE, FOLLOWS, MUTES, 10_001, RELAYS, 10_003, 10_004, 10_005, BLOCKED_RELAYS, SEARCH_RELAYS],
  ...[10_009, 10_015, 10_030, MESSAGE_RELAYS, 10_063],
];

const PUBKEY = /^[0-9a-f]{64}$/;
const MAX_CLAIM = 300;

/** Name, picture and NIP-05 of a kind 0 event; whatever is no short text is left out. */
export function toProfile(event: NostrEvent): ProfileView {
  let claims: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(event.content);
    if (typeof parsed === 'object' && parsed !== null) claims = parsed as Record<string, unknown>;
  } catch {
    return {}; // relays carry kind 0 events whose content is not JSON; they claim nothing
  }
  const claim = (...fields: string[]) => {
    const values = fields.map((field) => claims[field]);
    return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
  };
  const name = claim('display_name', 'displayName', 'name')?.trim().slice(0, MAX_CLAIM);
  const picture = claim('picture')?.trim().slice(0, 2_000);
  const nip05 = claim('nip05')?.trim().slice(0, MAX_CLAIM);
  return { ...(name && { name }), ...(picture && { picture }), ...(nip05 && { nip05 }) };
}

/** The pubkeys that a kind 3 event follows (NIP-02). */
export const toFollows = (event: NostrEvent): Set<string> =>
  new Set(event.tags.flatMap(([tag, value = '']) => (tag === 'p' && PUBKEY.test(value) ? [value] : [])));

/** What the tags of a kind 10000 event mute, in public or in its private part: pubkeys, threads, hashtags, words (NIP-51). */
export const toMutes = (tags: readonly string[][]): Set<string> =>
  new Set(
    tags.flatMap(([tag = '', value = '']) =>
      (tag === 'p' || tag === 'e' ? PUBKEY.test(value) : (tag === 't' || tag === 'word') && value !== '')
        ? [value]
        : [],
    ),
  );

/**
 * The relays of a kind 10002 event in the shape of `getRelays` (NIP-65, NIP-07); without a marker both ways. One that is
 * named twice is used for all that is said of it.
 */
export function toRelays(event: NostrEvent): RelayMap {
  const relays: RelayMap = {};
  for (const [tag, url = '', marker] of event.tags) {
    if (tag !== 'r' || !/^wss?:\/\//.test(url)) continue;
    const { read = false, write = false } = relays[url] ?? {};
    relays[url] = { read: read || marker !== 'write', write: write || marker !== 'read' };
  }
  return relays;
}

/** Most relays of a list that are used. */
const MOST_URLS = 50;

/** The relays of a list that names each in a `relay` tag (NIP-17, NIP-51), in normal form. */
export const toRelayUrls = ({ tags }: NostrEvent): string[] => [
  ...new Set(
    tags.slice(0, MOST_URLS).flatMap(([tag, url = '']) => (tag === 'relay' ? readRelayUrl(url) : [])),
  ),
];

/** Whether `event` replaces `held`: newer, or as new with the lower id (NIP-01). */
export const isNewer = (
  event: Pick<NostrEvent, 'created_at' | 'id'>,
  held: Pick<NostrEvent, 'created_at' | 'id'> | undefined,
): boolean =>
  !held || event.created_at > held.created_at || (event.created_at === held.created_at && event.id < held.id);
