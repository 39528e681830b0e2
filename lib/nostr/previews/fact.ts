/** What there is to know about an event, as data: one line each, the words of its label from the catalogue. */
import type { KindName } from '../kinds';

/** Keys of the message catalogue under `prompt.label`: what a fact is about. */
export const LABELS = [
  ...['about', 'answers', 'apps', 'author', 'badge', 'badges', 'branch', 'capabilities', 'channel', 'claim'],
  ...['clone', 'closes', 'code', 'commit', 'community', 'context', 'deletes', 'dimensions', 'emojis'],
  ...[
    'ends',
    'entries',
    'expires',
    'fileType',
    'freeBusy',
    'group',
    'groups',
    'hash',
    'identifier',
    'identities',
  ],
  ...[
    'images',
    'key',
    'kinds',
    'labels',
    'language',
    'lasts',
    'length',
    'liveEvent',
    'maintainers',
    'media',
    'mentions',
  ],
  ...[
    'method',
    'mints',
    'moderators',
    'namespace',
    'options',
    'participants',
    'place',
    'pollType',
    'posts',
    'price',
  ],
  ...[
    'published',
    'quotes',
    'reason',
    'receivers',
    'relay',
    'relays',
    'relaysRead',
    'relaysWrite',
    'replyTo',
  ],
  ...[
    'repository',
    'role',
    'servers',
    'size',
    'source',
    'starts',
    'status',
    'stream',
    'summary',
    'target',
    'to',
  ],
  ...['topics', 'amount', 'url', 'warning', 'wallet', 'web', 'words'],
] as const;

/** What a fact is about. */
export type Label = (typeof LABELS)[number];

/** Values that the NIPs fix, keys of the message catalogue under `prompt.choice`. */
export const CHOICES = [
  ...['accepted', 'declined', 'tentative', 'free', 'busy', 'active', 'sold', 'planned', 'live', 'ended'],
  ...[
    'singlechoice',
    'multiplechoice',
    'get',
    'upload',
    'list',
    'delete',
    'media',
    'everywhere',
    'sensitive',
  ],
  ...['nudity', 'malware', 'profanity', 'illegal', 'spam', 'impersonation', 'other'],
  ...['public', 'private', 'open', 'closed'],
] as const;

/** A value that a NIP fixes. */
export type Choice = (typeof CHOICES)[number];

/** Another event: by id or by address, with its author and kind as far as the tag tells. */
export interface Target {
  id: string;
  pubkey?: string;
  kind?: KindName;
  /** The `d` tag of an address. */
  name?: string;
}

/** One thing to know before signing; texts are the page's own and shown as foreign text. */
export type Fact =
  | { type: 'text'; label: Label; text: string }
  /** `more`: how many are left to the raw event. */
  | { type: 'texts'; label: Label; texts: string[]; more: number }
  | { type: 'people'; label: Label; pubkeys: string[]; more: number }
  | ({ type: 'event'; label: Label } & Target)
  | { type: 'kinds'; label: Label; kinds: KindName[]; count?: number }
  | { type: 'count'; label: Label; count: number }
  /** Thousandths of a satoshi count too. */
  | { type: 'sats'; label: Label; amount: number }
  | { type: 'bytes'; label: Label; bytes: number }
  /** Seconds since 1970. */
  | { type: 'moment'; label: Label; at: number }
  | { type: 'day'; label: Label; day: string }
  | { type: 'choice'; label: Label; choice: Choice }
  | { type: 'field'; name: string; text: string }
  | { type: 'more'; count: number }
  | { type: 'dated'; at: number; late: boolean }
  | { type: 'hidden'; count: number }
  | { type: 'kind'; kind: number };
