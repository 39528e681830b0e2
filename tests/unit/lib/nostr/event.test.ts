import fc from 'fast-check';
import { finalizeEvent } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import { eventDraft, MAX_TAGS, MAX_TEXT, serializeEvent } from '#lib/nostr/event';
import { toEventId } from '#lib/nostr/event';
import { InvalidError } from '#lib/rpc/errors';
import { pubkeyOf, secretOf } from '../../support/keys';

const draft = { kind: 1, tags: [['t', 'gems']], content: 'hello', created_at: 1_700_000_000 };
const read = (changes: object) => eventDraft({ ...draft, ...changes }, 'event');

describe('the draft of an event', () => {
  it('is read as it is', () => {
    expect(read({ pubkey: pubkeyOf('ada') })).toEqual({ ...draft, pubkey: pubkeyOf('ada') });
  });

  it('drops id, sig and everything else', () => {
    expect(read({ id: 'f'.repeat(64), sig: 'f'.repeat(128), ots: 1 })).toEqual(draft);
  });

  it('has no tags and no content where it names none, and leaves the time open', () => {
    expect(eventDraft({ kind: 0 }, 'event')).toEqual({ kind: 0, tags: [], content: '' });
  });

  it('takes an empty pubkey for none', () => {
    expect(read({ pubkey: '' })).toEqual(draft);
    expect(Object.hasOwn(read({ pubkey: null }), 'pubkey')).toBe(false);
  });

  it.each([0, 1, 30_023, 65_535])('may be of kind %d', (kind) => {
    expect(read({ kind }).kind).toBe(kind);
  });

  it.each([1.5, -1, NaN, Infinity, 65_536, '1', null, undefined, [1], 1n])('is not of kind %s', (kind) => {
    expect(() => read({ kind })).toThrow(InvalidError);
  });

  it.each([-1, 1.5, NaN, 2 ** 32, '1700000000', Date.now()])('is not of the time %s', (created_at) => {
    expect(() => read({ created_at })).toThrow(InvalidError);
  });

  it.each(['A'.repeat(64), 'ff', pubkeyOf('ada').toUpperCase(), ` ${pubkeyOf('ada')}`, 1, {}])(
    'names no author %j',
    (pubkey) => {
      expect(() => read({ pubkey })).toThrow('pubkey must be');
    },
  );

  it.each([['t'], [['t', 1]], [['t', null]], [[['t']]], 'tags', { 0: ['t'] }])('has no tags %j', (tags) => {
    expect(() => read({ tags: tags as unknown })).toThrow(InvalidError);
  });

  it('is not too large', () => {
    const many = Array.from({ length: MAX_TAGS }, () => ['t']);
    expect(read({ tags: many }).tags).toHaveLength(MAX_TAGS);
    expect(() => read({ tags: [...many, ['t']] })).toThrow(InvalidError);
    expect(() => read({ content: 'a'.repeat(MAX_TEXT + 1) })).toThrow(InvalidError);
    expect(() => read({ content: 1 })).toThrow(InvalidError);
    expect([MAX_TAGS, MAX_TEXT]).toEqual([2_000, 524_288]); // what docs and pages count on
    expect(read({ created_at: 2 ** 32 - 1 }).created_at).toBe(4_294_967_295);
    expect(read({ created_at: 0 }).created_at).toBe(0);
  });

  it.each([null, undefined, 'event', 1, [draft]])('is an object, not %j', (value) => {
    expect(() => eventDraft(value, 'event')).toThrow(InvalidError);
  });

  it('is read by own fields only', () => {
    expect(() => eventDraft(Object.create(draft), 'event')).toThrow('kind must be');
  });

  it('is a copy that its sender cannot change afterwards', () => {
    const tags = [['t', 'gems']];
    const copy = read({ tags });
    tags[0]?.push('more');
    expect(copy.tags).toEqual([['t', 'gems']]);
  });
});

describe('the bytes of an event', () => {
  it('are those that another implementation hashes, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.array(fc.string({ unit: 'grapheme' }))),
        fc.integer({ min: 0, max: 65_535 }),
        (content, tags, kind) => {
          const event = finalizeEvent({ kind, tags, content, created_at: 1 }, secretOf('ada'));
          expect(toEventId(event)).toBe(event.id);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are the JSON of NIP-01', () => {
    const event = { pubkey: 'ab', created_at: 1, kind: 2, tags: [['e', '"\n']], content: '\\ü' };
    expect(serializeEvent(event)).toBe(String.raw`[0,"ab",1,2,[["e","\"\n"]],"\\ü"]`);
  });
});
