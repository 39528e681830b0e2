import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { InvalidError } from '../rpc/errors';
import { hex32, integer, list, optional, string, type Parser } from '../rpc/parse';

/** What a page hands to `signEvent` after Facet filled in what was missing (NIP-01, NIP-07). */
export interface EventTemplate {
  kind: number;
  tags: string[][];
  content: string;
  created_at: number;
}

/** A template with its author. */
export interface UnsignedEvent extends EventTemplate {
  pubkey: string;
}

/** A complete event as relays carry it (NIP-01). */
export interface NostrEvent extends UnsignedEvent {
  id: string;
  sig: string;
}

/** A template as a page drafted it: it may already name its author, and leave the time to Facet. */
export interface EventDraft extends Omit<EventTemplate, 'created_at'> {
  created_at?: number;
  pubkey?: string;
}

/** Most tags one request may carry, and most characters in one string of it. */
export const MAX_TAGS = 2_000;
export const MAX_TEXT = 512 * 1024;

const tag = list(string(MAX_TEXT), MAX_TAGS);
const kind = integer(0, 65_535);
const time = integer(0, 0xffff_ffff);

/**
 * A page's draft: kind is required; absent tags and content become empty; an empty pubkey counts as absent;
 * incoming `id` and `sig` are dropped (NIP-07).
 */
export const eventDraft: Parser<EventDraft> = (value, name) => readEventDraft(value, name, MAX_TAGS);

/** The same with another limit: lists on relays are longer than what a page may ask to be signed. */
export function readEventDraft(value: unknown, name: string, maxTags: number): EventDraft {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidError(`${name} must be an object with kind, tags, content and created_at`);
  }
  const own = (key: string) =>
    Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  const pubkey = own('pubkey') === '' ? undefined : optional(hex32)(own('pubkey'), 'pubkey');
  const created_at = optional(time)(own('created_at'), 'created_at');
  return {
    kind: kind(own('kind'), 'kind'),
    tags: optional(list(tag, maxTags))(own('tags'), 'tags') ?? [],
    content: optional(string(MAX_TEXT))(own('content'), 'content') ?? '',
    ...(created_at === undefined ? {} : { created_at }),
    ...(pubkey === undefined ? {} : { pubkey }),
  };
}

/** The bytes that are hashed and signed: JSON of `[0, pubkey, created_at, kind, tags, content]` (NIP-01). */
export function serializeEvent(event: UnsignedEvent): string {
  return JSON.stringify([0, event.pubkey, event.created_at, event.kind, event.tags, event.content]);
}

/** The event's id: hex SHA-256 of its serialisation (NIP-01). */
export const toEventId = (event: UnsignedEvent): string =>
  bytesToHex(sha256(utf8ToBytes(serializeEvent(event))));
