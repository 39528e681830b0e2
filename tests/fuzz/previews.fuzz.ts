/** What a prompt and the activity log show of an event, whoever made it. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { eventDraft, type EventTemplate } from '#lib/nostr/event';
import { countHidden, escapeHidden, FOREIGN_LIMIT, toForeignParts, toHead } from '#lib/nostr/foreign';
import { findMentions } from '#lib/nostr/mentions';
import { toClass, toPlaintext } from '#lib/nostr/plaintext';
import { toPreview } from '#lib/nostr/previews';
import { toRawEvent } from '#lib/nostr/raw-event';
import { KIND_EVENTS } from '../fixtures/kinds';
import { pubkeyOf } from '../unit/support/keys';
import { hostileJson, hostileText, mutated, toJson } from './support/hostile';
import { property, surface } from './support/surface';

const NOW = 1_790_000_000;
const MAX_FACTS = 120;
const ada = pubkeyOf('ada');

/** Events as `signEvent` lets them through, and as relays carry them. */
const events = fc
  .oneof(
    mutated(fc.constantFrom(...KIND_EVENTS)),
    fc.record({
      kind: fc.oneof(fc.constantFrom(...KIND_EVENTS.map(({ kind }) => kind)), fc.nat(65_535)),
      tags: fc.array(fc.array(hostileText, { maxLength: 5 }), { maxLength: 12 }),
      content: fc.oneof(hostileText, hostileJson),
    }),
  )
  .map((value): EventTemplate | undefined => {
    try {
      return { created_at: NOW, ...eventDraft(value, 'event') };
    } catch {
      return undefined; // it never gets as far as a prompt
    }
  });

/** Characters that must never be taken for what they look like, by another list than Facet's. */
const UNSEEN =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/;

const texts = fc.oneof(
  hostileText,
  fc
    .array(fc.oneof(hostileText, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Short texts whose repetition may cost more than its length. */
const units = fc.oneof(
  fc.constantFrom(...['\u200B', '\u0301', '\u{E0041}', '\uD800', '👨\u200D', '🏴\u{E0067}', '1\uFE0F', '\0']),
  fc.constantFrom(...['[', '{"a":', '"', '\\', 'nostr:npub1', '#', 'a@', '<', ':', '30023:a:', 'wss://']),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
);

const SMALL = 8 * 1024;
const TIMES = 8;

/** Milliseconds of this thread's processor that the work takes, the best of three. */
function costOf(work: () => void): number {
  let best = Infinity;
  for (let each = 0; each < 3; each += 1) {
    const began = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(began);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

surface('previews', [
  property('whatever an event holds, it has a preview: a known sentence, and not too many facts', 40_000, {
    cases: events,
    holds(event) {
      if (!event) return;
      const before = structuredClone(event);
      const { sentence, facts, name, content, text } = toPreview(event, NOW);
      if (facts.length > MAX_FACTS) throw new Error('this has no end');
      if (!/^[a-zA-Z.]+$/.test(`${sentence}${name}`)) throw new Error('the words are the page’s own');
      if ((content === 'text') !== (text !== '')) throw new Error('it shows what it says it does not');
      for (const fact of facts) {
        if ('texts' in fact && fact.texts.length > 12) throw new Error('too many texts');
        if ('pubkeys' in fact && !fact.pubkeys.every((each) => /^[0-9a-f]{64}$/.test(each)))
          throw new Error('these are no people');
        if ('label' in fact && !/^[a-zA-Z]+$/.test(fact.label)) throw new Error('a label of the page');
      }
      if (!isDeepStrictEqual(event, before)) throw new Error('it was changed by looking at it');
    },
  }),
  property(
    'the raw event that is shown is the event, and with its hidden characters escaped it still is',
    10_000,
    {
      cases: events,
      holds(event) {
        if (!event) return;
        const { kind, created_at, tags, content } = event;
        const whole = { kind, created_at, tags, content, pubkey: ada };
        const raw = toRawEvent(event, ada);
        if (!isDeepStrictEqual(JSON.parse(raw), whole)) throw new Error('another event');
        const shown = escapeHidden(raw);
        if (!isDeepStrictEqual(JSON.parse(shown), whole)) throw new Error('escaped it is another event');
        if (UNSEEN.test(shown)) throw new Error('something is not seen');
      },
    },
  ),
  property('text in parts is the text, and nothing unseen is in what is shown as it is', 50_000, {
    cases: texts,
    holds(text) {
      const parts = toForeignParts(text);
      if (parts.map((part) => ('text' in part ? part.text : part.hidden)).join('') !== text)
        throw new Error('another text');
      for (const part of parts) {
        if (!('text' in part)) {
          if (!/^U\+[0-9A-F]{4,6}$/.test(part.code) || part.count < 1) throw new Error('it has no code');
        } else if (UNSEEN.test(part.text.replace(/[\u200B-\u200D]/g, '')) || /[\u200B\uFEFF]/.test(part.text))
          throw new Error('something is not seen');
      }
      const head = toHead(text);
      if (head.length > FOREIGN_LIMIT || !text.startsWith(head)) throw new Error('no head of it');
      if (head.isWellFormed() !== text.slice(0, head.length).isWellFormed()) throw new Error('cut through');
    },
  }),
  property('a decrypted text has one class, and what it says of itself is in it', 30_000, {
    cases: fc.oneof(hostileJson, mutated(fc.constantFrom(...KIND_EVENTS)).map(toJson)),
    holds(text) {
      const plaintext = toPlaintext(text);
      const isText = plaintext.type === 'text';
      if (isText !== ['text', 'other'].includes(toClass(text))) throw new Error('two classes');
      if ('text' in plaintext && plaintext.text !== text) throw new Error('another text');
      if (plaintext.type === 'event' && !text.includes(plaintext.pubkey)) throw new Error('another author');
    },
  }),
  property('eight times the text takes no more than some forty times as long', 100, {
    cases: fc.tuple(units, fc.constantFrom(0, 1, 3, 5, 7, 13, 14, 1_063, 9_734, 30_023, 30_078)),
    holds([unit, kind]) {
      const look = (length: number) => {
        const content = unit.repeat(Math.ceil(length / unit.length));
        const event = { kind, content, created_at: NOW, tags: [['alt', content]] };
        return () => {
          toPreview(event, NOW);
          countHidden(content);
          findMentions(event, [ada]);
          toClass(content);
        };
      };
      const small = Math.max(costOf(look(SMALL)), 2);
      if (costOf(look(SMALL * TIMES)) > small * TIMES * 5) throw new Error('this takes more than its length');
    },
  }),
]);
