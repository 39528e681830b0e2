/** What is known of an account from its newest events: small, so that hundreds of accounts are held at once. Pure. */
import type { NostrEvent } from '../nostr/event';
import {
  BLOCKED_RELAYS,
  FOLLOWS,
  isNewer,
  MESSAGE_RELAYS,
  MUTES,
  PROFILE,
  RELAYS,
  SEARCH_RELAYS,
  toFollows,
  toMutes,
  toProfile,
  toRelays,
  toRelayUrls,
} from '../nostr/lists';
import { isEncrypted } from '../nostr/ciphertext';
import { readRelayUrl } from '../nostr/relay-url';
import type { RelayMap } from '../rpc/contract';
import type { ProfileView } from '../rpc/snapshot';

/** `none`: there is no private part; `closed`: it was not read; `unreadable`: it was tried, in vain. */
export type PrivateState = 'none' | 'closed' | 'counted' | 'unreadable';

/** The newest event of a kind: which one it is, and what of it is used. */
export interface Known {
  id: string;
  created_at: number;
  /** Of a kind 0. */
  profile?: ProfileView;
  /** How many a kind 3 follows, or a kind 10000 mutes. */
  count?: number;
  /** Of a kind 10000: whether those of its private part are counted too. Absent: nobody has looked for one. */
  private?: PrivateState;
  /** Of a kind 10002 (NIP-65), as it says them. */
  relays?: RelayMap;
  /** Of the other lists of relays or servers, in normal form. */
  urls?: string[];
}

export interface Summary {
  /** By kind. */
  known: Readonly<Record<number, Known>>;
  /** By relay: until when (s) all that it has of this account is known. */
  heard: Readonly<Record<string, number>>;
}

export const createSummary = (): Summary => ({ known: {}, heard: {} });

/** How many a list mutes; `secret` are the tags of its private part, absent where that was not read. */
export const countMutes = (
  { tags, content }: Pick<NostrEvent, 'tags' | 'content'>,
  secret?: readonly string[][],
): Required<Pick<Known, 'count' | 'private'>> => ({
  count: toMutes([...tags, ...(secret ?? [])]).size,
  private: secret ? 'counted' : isEncrypted(content) ? 'closed' : 'none',
});

/** What is used of a kind; of a kind without a line, only that it is there. */
const USED: Record<number, (event: NostrEvent) => Partial<Known>> = {
  [PROFILE]: (event) => ({ profile: toProfile(event) }),
  [FOLLOWS]: (event) => ({ count: toFollows(event).size }),
  [MUTES]: (event) => countMutes(event),
  [RELAYS]: (event) => ({ relays: toRelays(event) }),
  [BLOCKED_RELAYS]: (event) => ({ urls: toRelayUrls(event) }),
  [SEARCH_RELAYS]: (event) => ({ urls: toRelayUrls(event) }),
  [MESSAGE_RELAYS]: (event) => ({ urls: toRelayUrls(event) }),
};

/** Whether an event takes the place of what is known. */
export const isNews = ({ known }: Summary, event: Pick<NostrEvent, 'id' | 'kind' | 'created_at'>): boolean =>
  isNewer(event, known[event.kind]);

/** The summary with a verified event of its account in it; the same one where that is no news. */
export function withEvent(summary: Summary, event: NostrEvent): Summary {
  if (!isNews(summary, event)) return summary;
  const { id, created_at, kind } = event;
  return { ...summary, known: { ...summary.known, [kind]: { id, created_at, ...USED[kind]?.(event) } } };
}

/** Where an account says that its picture is. */
export const toPictureSource = ({ known }: Summary): string | undefined => known[PROFILE]?.profile?.picture;

/** Where an account says that it writes (NIP-65), in normal form. */
export const toWriteRelays = ({ known }: Summary): string[] =>
  Object.entries(known[RELAYS]?.relays ?? {}).flatMap(([url, { write }]) => (write ? readRelayUrl(url) : []));

/** Where it never wants to be looked for (NIP-51). */
export const toBlockedRelays = ({ known }: Summary): string[] => known[BLOCKED_RELAYS]?.urls ?? [];

/** Of the same event, the one that knows more of it. */
const isFuller = (one: Known, other: Known): boolean =>
  RANKS.indexOf(one.private) > RANKS.indexOf(other.private);

const RANKS: readonly Known['private'][] = [undefined, 'none', 'closed', 'unreadable', 'counted'];

/** Both together, the newer of each kind. */
export function joinSummaries(one: Summary, other: Summary): Summary {
  const known = { ...one.known };
  for (const [kind, each] of Object.entries(other.known)) {
    const held = known[Number(kind)];
    if (isNewer(each, held) || (held?.id === each.id && isFuller(each, held))) known[Number(kind)] = each;
  }
  const heard = { ...one.heard };
  for (const [url, until] of Object.entries(other.heard)) heard[url] = Math.max(until, heard[url] ?? 0);
  return { known, heard };
}
