/** What the replaceable events of an account say: profile (0), follows (3), mutes (10000), relays (10002). */
import type { RelayMap } from '../rpc/contract';
import type { ProfileView } from '../rpc/snapshot';
import type { NostrEvent } from './event';

/** The kinds that a session is made of. */
export const PROFILE = 0;
export const FOLLOWS = 3;
export const MUTES = 10_000;
export const RELAYS = 10_002;

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

/** What a kind 10000 event mutes in public: pubkeys, threads, hashtags and words (NIP-51). */
export const toMutes = (event: NostrEvent): Set<string> =>
  new Set(
    event.tags.flatMap(([tag = '', value = '']) =>
      (tag === 'p' || tag === 'e' ? PUBKEY.test(value) : (tag === 't' || tag === 'word') && value !== '')
        ? [value]
        : [],
    ),
  );

/** The relays of a kind 10002 event in the shape of `getRelays` (NIP-65, NIP-07); without a marker both ways. */
export const toRelays = (event: NostrEvent): RelayMap =>
  Object.fromEntries(
    event.tags.flatMap(([tag, url = '', marker]) =>
      tag === 'r' && /^wss?:\/\//.test(url)
        ? [[url, { read: marker !== 'write', write: marker !== 'read' }]]
        : [],
    ),
  );

/** Whether `event` replaces `held`: newer, or as new with the lower id (NIP-01). */
export const isNewer = (
  event: Pick<NostrEvent, 'created_at' | 'id'>,
  held: NostrEvent | undefined,
): boolean =>
  !held || event.created_at > held.created_at || (event.created_at === held.created_at && event.id < held.id);
