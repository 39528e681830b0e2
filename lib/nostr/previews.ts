/** What an event would do, said as data: which sentence, what of the content is readable, which facts matter. */
import type { EventTemplate } from './event';
import { countHidden } from './foreign';
import { isAddressable, isReplaceable, toKindName, type KindName } from './kinds';

/** A key of the message catalogue under `prompt.sign`. */
export type SentenceKey = KindName | 'reply' | 'like' | 'dislike';

/** One thing to know before signing; texts are the page's own and shown as foreign text. */
export type Fact =
  | { type: 'replyTo' | 'about'; id: string; pubkey?: string }
  | { type: 'mentions'; count: number }
  | { type: 'topics'; topics: string[] }
  | { type: 'deletes'; count: number; kinds: KindName[] }
  | { type: 'entries'; count: number }
  | { type: 'more'; count: number }
  | { type: 'relay' | 'url' | 'method' | 'identifier' | 'title' | 'claim'; text: string }
  | { type: 'field'; name: string; text: string }
  | { type: 'dated'; at: number; late: boolean }
  | { type: 'hidden'; count: number }
  | { type: 'kind'; kind: number };

/** An event as the person should read it. */
export interface Preview {
  sentence: SentenceKey;
  /** `text`: readable, shown first; `encrypted`: cannot be shown; `none`: nothing to read. */
  content: 'text' | 'encrypted' | 'none';
  /** Anyone can read it and it cannot be taken back. */
  isPublic: boolean;
  /** Overwrites what the account published of this kind before. */
  replaces: boolean;
  facts: Fact[];
  /** Facet cannot say what it does: the raw event is shown at once. */
  isUnknown: boolean;
}

/** Created this much before or after now, an event is not what it seems: seconds. */
const ODD_TIME = 15 * 60;

const PUBKEY = /^[0-9a-f]{64}$/;
const ENCRYPTED: readonly KindName[] = [
  'legacyMessage',
  'seal',
  'giftWrap',
  'walletRequest',
  'walletResponse',
  'remoteSigning',
  'cashu',
  'draft',
];
const PUBLIC: readonly KindName[] = [
  'note',
  'comment',
  'thread',
  'groupChat',
  'channelChat',
  'liveChat',
  'article',
  'picture',
  'video',
  'poll',
  'voice',
];

/** The preview of an event; `now` in seconds. */
export function toPreview(event: EventTemplate, now: number): Preview {
  const name = toKindName(event.kind);
  const content = toContent(event, name);
  return {
    sentence: toSentence(event, name),
    content,
    isPublic: PUBLIC.includes(name),
    replaces: isReplaceable(event.kind),
    facts: [
      ...toReplyFacts(event, name),
      ...toPeopleFacts(event),
      ...toOwnFacts(event, name),
      ...toTimeFacts(event, now),
      ...(content === 'text' ? toHiddenFacts(event.content) : []),
      ...(name === 'unknown' ? [{ type: 'kind' as const, kind: event.kind }] : []),
    ],
    isUnknown: name === 'unknown',
  };
}

function toSentence(event: EventTemplate, name: KindName): SentenceKey {
  if (name === 'note' && findReply(event)) return 'reply';
  if (name === 'reaction' && ['', '+'].includes(event.content)) return 'like';
  if (name === 'reaction' && event.content === '-') return 'dislike';
  return name;
}

function toContent(event: EventTemplate, name: KindName): Preview['content'] {
  if (event.content === '' || name === 'profile') return 'none';
  if (name === 'repost' || (name === 'reaction' && ['+', '-'].includes(event.content))) return 'none';
  return ENCRYPTED.includes(name) ? 'encrypted' : 'text';
}

function toReplyFacts(event: EventTemplate, name: KindName): Fact[] {
  const reply = name === 'note' || name === 'comment' || name === 'voice' ? findReply(event) : undefined;
  const isAbout = name === 'reaction' || name === 'repost';
  const target = isAbout ? event.tags.findLast(isEventTag) : reply;
  if (!target) return [];
  const [, id = ''] = target;
  const pubkey = target.slice(3).find((value) => PUBKEY.test(value)) ?? onlyOne(valuesOf(event, 'p'));
  return [{ type: isAbout ? 'about' : 'replyTo', id, ...(pubkey && { pubkey }) }];
}

/** The event that is answered: the marked `e` tag, else the last unmarked one (NIP-10, NIP-22). */
function findReply(event: EventTemplate): string[] | undefined {
  const tags = event.tags.filter(isEventTag);
  return (
    tags.findLast((tag) => tag[3] === 'reply') ??
    tags.findLast((tag) => tag[3] === 'root') ??
    tags.findLast((tag) => tag[3] !== 'mention')
  );
}

const isEventTag = (tag: string[]): boolean => tag[0] === 'e' && PUBKEY.test(tag[1] ?? '');

const onlyOne = (values: string[]): string | undefined =>
  values.length === 1 && PUBKEY.test(values[0] ?? '') ? values[0] : undefined;

function toPeopleFacts(event: EventTemplate): Fact[] {
  const { size } = new Set(valuesOf(event, 'p').filter((value) => PUBKEY.test(value)));
  const topics = valuesOf(event, 't');
  const isList = isReplaceable(event.kind);
  return [
    ...(!isList && size > 0 ? [{ type: 'mentions' as const, count: size }] : []),
    ...(topics.length > 0 ? [{ type: 'topics' as const, topics }] : []),
  ];
}

/** What matters for this kind alone. */
function toOwnFacts(event: EventTemplate, name: KindName): Fact[] {
  const facts: Fact[] = [];
  const add = (type: 'relay' | 'url' | 'method' | 'identifier' | 'title' | 'claim', tag: string) => {
    const [text] = valuesOf(event, tag);
    if (text) facts.push({ type, text });
  };
  if (name === 'profile') facts.push(...toFieldFacts(event.content));
  if (name === 'deletion') facts.push(toDeletesFact(event));
  if (name === 'relayAuth') add('relay', 'relay');
  if (name === 'httpAuth') {
    add('url', 'u');
    add('method', 'method');
  }
  if (isReplaceable(event.kind) && !isAddressable(event.kind) && name !== 'profile' && name !== 'unknown') {
    facts.push({ type: 'entries', count: event.tags.length });
  }
  add('title', 'title');
  if (isAddressable(event.kind)) add('identifier', 'd');
  add('claim', 'alt');
  return facts;
}

function toDeletesFact(event: EventTemplate): Fact {
  const count = event.tags.filter(([tag]) => tag === 'e' || tag === 'a').length;
  const kinds = valuesOf(event, 'k').filter((value) => /^\d{1,5}$/.test(value));
  return { type: 'deletes', count, kinds: [...new Set(kinds.map((kind) => toKindName(Number(kind))))] };
}

/** More fields than this are left to the raw event. */
const MAX_FIELDS = 40;

/** The members of a kind 0 content by the names that the page gave them. */
function toFieldFacts(content: string): Fact[] {
  try {
    const fields: unknown = JSON.parse(content);
    if (typeof fields !== 'object' || fields === null) return [];
    const entries = Object.entries(fields);
    const more = entries.length - MAX_FIELDS;
    const shown = entries.slice(0, MAX_FIELDS).map(([name, value]): Fact => ({
      type: 'field',
      name,
      text: typeof value === 'string' ? value : JSON.stringify(value),
    }));
    return more > 0 ? [...shown, { type: 'more', count: more }] : shown;
  } catch {
    return [{ type: 'field', name: 'content', text: content }]; // not JSON: shown as it is
  }
}

function toTimeFacts(event: EventTemplate, now: number): Fact[] {
  const odd = Math.abs(event.created_at - now) > ODD_TIME;
  return odd ? [{ type: 'dated', at: event.created_at, late: event.created_at > now }] : [];
}

function toHiddenFacts(content: string): Fact[] {
  const count = countHidden(content);
  return count > 0 ? [{ type: 'hidden', count }] : [];
}

const valuesOf = (event: EventTemplate, name: string): string[] =>
  event.tags.flatMap(([tag, value]) => (tag === name && value !== undefined ? [value] : []));
