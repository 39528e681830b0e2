/** The kinds that people meet, by name, and what some events of them do: keys of the catalogue under `prompt.sign`. */
export const SENTENCES = [
  // what people say, and what they do with what others said
  ...['note', 'reply', 'comment', 'thread', 'repost', 'reaction', 'like', 'dislike', 'websiteReaction'],
  ...[
    'publicMessage',
    'picture',
    'video',
    'voice',
    'poll',
    'pollVote',
    'report',
    'label',
    'highlight',
    'status',
  ],
  ...['profile', 'deletion', 'vanish'],
  // messages, groups, communities
  ...[
    'legacyMessage',
    'directMessage',
    'fileMessage',
    'seal',
    'giftWrap',
    'groupChat',
    'joinGroup',
    'leaveGroup',
  ],
  ...[
    'groupAdmin',
    'groupAddUser',
    'groupRemoveUser',
    'groupEdit',
    'groupDeletePost',
    'groupCreate',
    'groupDelete',
  ],
  ...['groupInvite', 'channel', 'channelChange', 'channelChat', 'channelHide', 'channelMute', 'community'],
  ...['approval', 'liveEvent', 'liveChat'],
  // lists
  ...['follows', 'mutes', 'pins', 'relayList', 'bookmarks', 'communities', 'channels', 'blockedRelays'],
  ...['searchRelays', 'groups', 'favoriteRelays', 'interests', 'emojis', 'encryptionKey', 'messageRelays'],
  ...[
    'mediaServers',
    'followSet',
    'relaySet',
    'bookmarkSet',
    'curation',
    'interestSet',
    'emojiSet',
    'starterPack',
  ],
  ...['webBookmark'],
  // writing, calendar, badges, files
  ...['article', 'articleDraft', 'draft', 'wiki', 'file', 'badge', 'badgeAward', 'badges', 'calendarEvent'],
  ...['calendar', 'rsvp'],
  // code and apps
  ...[
    'repository',
    'patch',
    'pullRequest',
    'issue',
    'gitOpen',
    'gitResolved',
    'gitClosed',
    'gitDraft',
    'snippet',
  ],
  ...['recommendation', 'appHandler', 'appData'],
  // money
  ...[
    'zapRequest',
    'zapGoal',
    'nutzap',
    'nutzapInfo',
    'cashuWallet',
    'cashuTokens',
    'cashuHistory',
    'walletInfo',
  ],
  ...['walletRequest', 'walletResponse', 'listing', 'stall', 'product'],
  // signing in, services
  ...[
    'relayAuth',
    'httpAuth',
    'mediaAuth',
    'mediaUpload',
    'mediaDelete',
    'remoteSigning',
    'jobRequest',
    'jobResult',
  ],
  // the rest: `named` has the name of the kind in it
  ...['named', 'unknown'],
] as const;

/** A key of the message catalogue under `prompt.sign`. */
export type SentenceKey = (typeof SENTENCES)[number];

/** The sentence of a kind, `named` for kinds that few people meet. */
export const toSentence = (name: string): SentenceKey =>
  SENTENCES.find((sentence) => sentence === name) ?? 'named';
