/** Events from outside: a page's draft, and what claims to be signed. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { schnorr } from '@noble/curves/secp256k1.js';
import { hexToBytes } from '@noble/curves/utils.js';
import { eventDraft, MAX_TAGS, MAX_TEXT, toEventId, type NostrEvent } from '#lib/nostr/event';
import { parseHashedEvent, parseVerifiedEvent } from '#lib/nostr/verify';
import { expectWellFormed } from '#lib/nostr/well-formed';
import { FacetError } from '#lib/rpc/errors';
import { KIND_EVENTS } from '../fixtures/kinds';
import { pubkeyOf, signAs } from '../unit/support/keys';
import { expectNoSecret, hostileText, hostileValue, mutated, toLiving } from './support/hostile';
import { property, surface } from './support/surface';

const drafts = fc.constantFrom(
  ...KIND_EVENTS.map(({ kind, tags = [], content = '' }) => ({
    kind,
    tags,
    content,
    created_at: 1_700_000_000,
  })),
  { kind: 1, pubkey: pubkeyOf('ada'), id: 'x', sig: 'y' },
  { kind: 1, pubkey: '', tags: null, content: null, created_at: null },
);
const signed = KIND_EVENTS.slice(0, 20).map(({ kind, tags = [], content = '' }) =>
  signAs('ada', { kind, tags, content }),
);

/** The draft, or undefined where it is refused as it must be. */
function read(value: unknown) {
  try {
    return eventDraft(value, 'event');
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    expectNoSecret(error.message);
    return undefined;
  }
}

/** An event whose id is its hash, whatever is in it. */
const withId = (event: NostrEvent): NostrEvent => ({ ...event, id: toEventId(event) });

/** Text that JSON writes by escapes, and other implementations of NIP-01 may write otherwise. */
const FIELDS = ['kind', 'tags', 'content', 'created_at', 'pubkey'];

/** One bit of hex is another. */
const flip = (hex: string, bit: number): string => {
  const bytes = Buffer.from(hex, 'hex');
  bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
  return bytes.toString('hex');
};

surface('event', [
  property('a draft that is taken is within every limit, and reading it again changes nothing', 50_000, {
    cases: fc.oneof(mutated(drafts), hostileValue),
    holds(value) {
      const draft = read(value);
      if (!draft) return;
      const { kind, tags, content, created_at = 0 } = draft;
      if (!isDeepStrictEqual(eventDraft(draft, 'event'), draft)) throw new Error('not canonical');
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(draft)), draft)) throw new Error('not plain JSON');
      if (Object.keys(draft).some((key) => !FIELDS.includes(key))) throw new Error('it carries more');
      if (kind < 0 || kind > 65_535 || created_at < 0 || created_at > 0xffff_ffff) throw new Error('numbers');
      if (tags.length > MAX_TAGS || content.length > MAX_TEXT) throw new Error('too large');
    },
  }),
  property('a draft behind getters and proxies is what it was when it was read, once', 20_000, {
    cases: fc.tuple(mutated(drafts), hostileValue),
    holds([value, other]) {
      const draft = read(toLiving(value, other));
      if (draft && !isDeepStrictEqual(eventDraft(structuredClone(draft), 'event'), draft))
        throw new Error('it goes on changing');
    },
  }),
  property('kinds 22242 and 27235 are never signed with a tag too many or too few', 10_000, {
    cases: fc.tuple(
      fc.constantFrom([22_242, 'relay', 'challenge'] as const, [27_235, 'u', 'method'] as const),
      fc.array(fc.tuple(fc.constantFrom('relay', 'challenge', 'u', 'method', 'x'), hostileText), {
        maxLength: 5,
      }),
    ),
    holds([[kind, ...names], tags]) {
      const isRight = names.every((name) => {
        const named = tags.filter(([tag]) => tag === name);
        return named.length === 1 && named[0]?.[1] !== '';
      });
      let isTaken = true;
      try {
        expectWellFormed({ kind, tags, content: '', created_at: 0 });
      } catch (error) {
        if (!(error instanceof FacetError)) throw error;
        isTaken = false;
      }
      if (isTaken !== isRight) throw new Error(isTaken ? 'this signs more than it says' : 'this is right');
    },
  }),
  property('an event counts only if its id is its hash, and comes out as a fresh copy of that', 40_000, {
    cases: fc.oneof(
      mutated(fc.constantFrom(...signed)),
      mutated(fc.constantFrom(...signed)).map((value) => {
        try {
          return withId(value as NostrEvent);
        } catch {
          return value; // no event any more
        }
      }),
    ),
    holds(value) {
      let event: NostrEvent;
      try {
        event = parseHashedEvent(value);
      } catch (error) {
        if (!(error instanceof FacetError)) throw error;
        expectNoSecret(error.message);
        return;
      }
      if (event === value || toEventId(event) !== (value as NostrEvent).id) throw new Error('another event');
      if (!isDeepStrictEqual(parseHashedEvent(JSON.parse(JSON.stringify(event))), event))
        throw new Error('not canonical');
    },
  }),
  property('an event with one bit wrong in id, author or signature, or a word changed, is no event', 1_000, {
    cases: fc.tuple(
      fc.constantFrom(...signed),
      fc.constantFrom('id', 'pubkey', 'sig', 'content', 'kind', 'none'),
      fc.nat(511),
      fc.boolean(),
    ),
    holds([event, what, bit, isHashed]) {
      let changed = event;
      if (what === 'content') changed = { ...event, content: `${event.content}.` };
      else if (what === 'kind') changed = { ...event, kind: event.kind ^ 1 };
      else if (what !== 'none') changed = { ...event, [what]: flip(event[what as 'id'], bit) };
      if (isHashed && what !== 'id') changed = withId(changed);
      let isTaken = true;
      try {
        parseVerifiedEvent(changed);
      } catch (error) {
        if (!(error instanceof FacetError)) throw error;
        isTaken = false;
      }
      if (isTaken !== (what === 'none')) throw new Error(isTaken ? 'this was forged' : 'this is right');
      const { sig, id, pubkey } = event;
      if (!schnorr.verify(hexToBytes(sig), hexToBytes(id), hexToBytes(pubkey))) throw new Error('a bad test');
    },
  }),
]);
