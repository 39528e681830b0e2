/**
 * The kinds of event that people meet, by name.
 * A name is a key of the message catalogue: `kind.<name>` says what it is, `prompt.sign.<name>` what a site wants.
 */
const NAMES = {
  0: 'profile',
  1: 'note',
  3: 'follows',
  4: 'legacyMessage',
  5: 'deletion',
  6: 'repost',
  7: 'reaction',
  8: 'badgeAward',
  9: 'groupChat',
  11: 'thread',
  13: 'seal',
  14: 'directMessage',
  16: 'repost',
  20: 'picture',
  21: 'video',
  22: 'video',
  40: 'channel',
  41: 'channel',
  42: 'channelChat',
  43: 'channelMute',
  44: 'channelMute',
  62: 'vanish',
  1018: 'pollVote',
  1059: 'giftWrap',
  1063: 'file',
  1068: 'poll',
  1111: 'comment',
  1222: 'voice',
  1244: 'voice',
  1311: 'liveChat',
  1617: 'patch',
  1618: 'patch',
  1621: 'issue',
  1984: 'report',
  1985: 'label',
  4550: 'approval',
  7374: 'cashu',
  7375: 'cashu',
  7376: 'cashu',
  9021: 'joinGroup',
  9022: 'leaveGroup',
  9041: 'zapGoal',
  9321: 'nutzap',
  9734: 'zapRequest',
  9802: 'highlight',
  10000: 'mutes',
  10001: 'pins',
  10002: 'relayList',
  10003: 'bookmarks',
  10004: 'communities',
  10005: 'channels',
  10006: 'blockedRelays',
  10007: 'searchRelays',
  10009: 'groups',
  10012: 'favoriteRelays',
  10015: 'interests',
  10019: 'nutzapInfo',
  10030: 'emojis',
  10044: 'encryptionKey',
  10050: 'messageRelays',
  10063: 'mediaServers',
  10096: 'mediaServers',
  13194: 'walletInfo',
  17375: 'cashu',
  22242: 'relayAuth',
  23194: 'walletRequest',
  23195: 'walletResponse',
  24133: 'remoteSigning',
  24242: 'mediaAuth',
  27235: 'httpAuth',
  30000: 'followSet',
  30002: 'relaySet',
  30003: 'bookmarkSet',
  30004: 'curation',
  30008: 'badges',
  30009: 'badge',
  30015: 'interests',
  30017: 'shop',
  30018: 'shop',
  30023: 'article',
  30024: 'draft',
  30030: 'emojis',
  30078: 'appData',
  30311: 'liveEvent',
  30315: 'status',
  30402: 'listing',
  30617: 'repository',
  30818: 'wiki',
  31234: 'draft',
  31922: 'calendar',
  31923: 'calendar',
  31924: 'calendar',
  31925: 'rsvp',
  31989: 'recommendation',
  31990: 'appHandler',
  34235: 'video',
  34236: 'video',
  34550: 'community',
  39089: 'starterPack',
} as const;

/** What a kind is called; kinds outside the table share the names of their families. */
export type KindName =
  (typeof NAMES)[keyof typeof NAMES] | 'jobRequest' | 'jobResult' | 'groupAdmin' | 'unknown';

/** The name of a kind, `unknown` for one that Facet has never heard of. */
export function toKindName(kind: number): KindName {
  if (Object.hasOwn(NAMES, kind)) return NAMES[kind as keyof typeof NAMES];
  if (kind >= 5_000 && kind < 6_000) return 'jobRequest';
  if (kind >= 6_000 && kind <= 7_000) return 'jobResult';
  if (kind >= 9_000 && kind < 9_021) return 'groupAdmin';
  return 'unknown';
}

/** Whether relays keep only the newest event of this kind (and `d` tag) by an author (NIP-01). */
export const isReplaceable = (kind: number): boolean =>
  kind === 0 || kind === 3 || (kind >= 10_000 && kind < 20_000) || isAddressable(kind);

/** Whether the `d` tag names which of the author's events of this kind is meant (NIP-01). */
export const isAddressable = (kind: number): boolean => kind >= 30_000 && kind < 40_000;
