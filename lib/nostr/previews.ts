/**
 * What an event would do, said as data: which sentence, what of it is readable, which facts matter.
 * What a kind alone knows is in `previews/`, one file per family; `previews/views.ts` says which kind shows how.
 */
import type { EventTemplate } from './event';
import { countHidden } from './foreign';
import { isAddressable, isReplaceable, toKindName, type KindName } from './kinds';
import { LISTS } from './kinds/lists';
import type { Fact } from './previews/fact';
import { toList } from './previews/lists';
import { toSentence, type SentenceKey } from './previews/sentences';
import { all, choice, first, isHex32, moment, people, text, texts } from './previews/tags';
import type { View } from './previews/view';
import { VIEWS } from './previews/views';
import { toWarning, type Warning } from './previews/warnings';

export type { Fact } from './previews/fact';

/** An event as the person should read it. */
export interface Preview {
  name: KindName;
  sentence: SentenceKey;
  /** `text`: readable, shown first; `encrypted`: cannot be shown; `part`: a part of it cannot; `none`: nothing to read. */
  content: 'text' | 'encrypted' | 'part' | 'none';
  /** What it is called, the page's own words. */
  title?: string;
  /** What to read where `content` is `text`, the page's own words; else empty. */
  text: string;
  /** Anyone can read it and it cannot be taken back. */
  isPublic: boolean;
  /** Overwrites what the account published of this kind before. */
  replaces: boolean;
  warning?: Warning;
  facts: Fact[];
  /** Facet cannot say what it does: the raw event is shown at once. */
  isUnknown: boolean;
}

/** Created this much before or after now, an event is not what it seems: seconds. */
const ODD_TIME = 15 * 60;

const ENCRYPTED: readonly KindName[] = [
  ...([
    'legacyMessage',
    'seal',
    'giftWrap',
    'encryptedGroup',
    'groupWelcome',
    'draft',
    'draftCheckpoint',
  ] as const),
  ...(['walletRequest', 'walletResponse', 'walletNotification', 'remoteSigning', 'lightningPub'] as const),
  ...(['cashuWallet', 'cashuTokens', 'cashuHistory', 'cashuQuote'] as const),
];
const PUBLIC: readonly KindName[] = [
  ...([
    'note',
    'comment',
    'thread',
    'publicMessage',
    'groupChat',
    'channelChat',
    'liveChat',
    'article',
  ] as const),
  ...(['picture', 'video', 'poll', 'voice', 'wiki', 'listing', 'snippet', 'issue', 'highlight'] as const),
];

/** Lists whose content is not a private part. */
const OPEN_LISTS: readonly KindName[] = ['follows', 'webBookmark', 'encryptionKey', 'relayList'];
/** Their `d` tag is shown as what it is: an address, a kind. */
const NAMED_OTHERWISE: readonly KindName[] = ['webBookmark', 'recommendation'];
const LIST_NAMES = new Set<KindName>(Object.values(LISTS));

/** The preview of an event; `now` in seconds. */
export function toPreview(event: EventTemplate, now: number): Preview {
  const name = toKindName(event.kind);
  const isList = LIST_NAMES.has(name);
  const view = (VIEWS[name] ?? (isList ? toList : toCommon))(event);
  const content = toContent(event, name, view);
  const readable = content === 'text' ? (view.text ?? event.content) : '';
  const warning = toWarning(name);
  return {
    name,
    sentence: view.sentence ?? toSentence(name),
    content,
    ...(view.title && { title: view.title }),
    text: readable,
    isPublic: PUBLIC.includes(name),
    replaces: isReplaceable(event.kind),
    ...(warning && { warning }),
    facts: [
      ...view.facts,
      ...(view.isList ? [] : toPeopleFacts(event, view.facts)),
      ...toSharedFacts(event, name),
      ...toTimeFacts(event, now),
      ...toHiddenFacts(readable),
      ...(name === 'unknown' ? [{ type: 'kind' as const, kind: event.kind }] : []),
    ],
    isUnknown: name === 'unknown',
  };
}

/** What a kind shows of which Facet knows no more than its name. */
const toCommon = (event: EventTemplate): View => ({
  title: first(event, 'title') ?? first(event, 'name') ?? first(event, 'subject'),
  facts: [
    ...text('summary', first(event, 'summary') ?? first(event, 'description')),
    ...texts('relays', all(event, 'relay')),
  ],
});

function toContent(event: EventTemplate, name: KindName, view: View): Preview['content'] {
  if (ENCRYPTED.includes(name)) return event.content === '' ? 'none' : 'encrypted';
  if (LIST_NAMES.has(name) && !OPEN_LISTS.includes(name)) return event.content === '' ? 'none' : 'part';
  return (view.text ?? event.content) === '' ? 'none' : 'text';
}

/** Whom it names beside those that are shown already, and its topics. */
function toPeopleFacts(event: EventTemplate, shown: readonly Fact[]): Fact[] {
  const isShown = shown.some((fact) => fact.type === 'people');
  const authors = shown.flatMap((fact) => (fact.type === 'event' && fact.pubkey ? [fact.pubkey] : []));
  const others = all(event, 'p').filter((pubkey) => isHex32(pubkey) && !authors.includes(pubkey));
  return [...(isShown ? [] : people('mentions', others)), ...texts('topics', all(event, 't'))];
}

/** What any kind may carry: a warning to readers (NIP-36), an end (NIP-40), its name, and what the page claims (NIP-31). */
function toSharedFacts(event: EventTemplate, name: KindName): Fact[] {
  const warning = event.tags.find(([tag]) => tag === 'content-warning');
  return [
    ...(warning ? choice('warning', warning[1] || 'sensitive') : []),
    ...(name === 'mediaAuth' ? [] : moment('expires', first(event, 'expiration'))),
    ...(isAddressable(event.kind) && !NAMED_OTHERWISE.includes(name)
      ? text('identifier', first(event, 'd'))
      : []),
    ...text('claim', first(event, 'alt')),
  ];
}

function toTimeFacts(event: EventTemplate, now: number): Fact[] {
  const odd = Math.abs(event.created_at - now) > ODD_TIME;
  return odd ? [{ type: 'dated', at: event.created_at, late: event.created_at > now }] : [];
}

function toHiddenFacts(readable: string): Fact[] {
  const count = countHidden(readable);
  return count > 0 ? [{ type: 'hidden', count }] : [];
}
