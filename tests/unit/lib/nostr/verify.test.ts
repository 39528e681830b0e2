import { finalizeEvent, verifyEvent } from 'nostr-tools/pure';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEventId } from '#lib/nostr/event';
import { parseVerifiedEvent } from '#lib/nostr/verify';
import { InvalidError } from '#lib/rpc/errors';
import { fresh, pubkeyOf, secretOf, signAs } from '../../support/keys';

const note = signAs('ada', { content: 'hello', tags: [['t', 'gems']] });
const other = signAs('ada', { content: 'other' });
const refused = (event: unknown) => expect(() => parseVerifiedEvent(event)).toThrow(InvalidError);

describe('an event from outside', () => {
  it('counts when everything holds, as a copy without a mark', () => {
    const signed = finalizeEvent({ kind: 1, tags: [], content: 'x', created_at: 1 }, secretOf('ada'));
    const event = parseVerifiedEvent(signed);
    expect(event).not.toBe(signed);
    expect(Object.getOwnPropertySymbols(signed)).toHaveLength(1);
    expect(Object.getOwnPropertySymbols(event)).toEqual([]);
    expect(Object.keys(event).toSorted()).toEqual(
      ['id', 'pubkey', 'created_at', 'kind', 'tags', 'content', 'sig'].toSorted(),
    );
    expect(verifyEvent(fresh(event))).toBe(true);
  });

  it('may carry a follow list of five thousand, and no endless one', () => {
    const tags = (count: number) => Array.from({ length: count }, () => ['p', 'a'.repeat(64)]);
    expect(parseVerifiedEvent(signAs('ada', { kind: 3, tags: tags(5_000) })).tags).toHaveLength(5_000);
    refused(signAs('ada', { kind: 3, tags: tags(20_001) }));
  });

  it('is refused when it is a spread copy that carries the mark of having been verified', () => {
    const signed = finalizeEvent({ kind: 1, tags: [], content: 'true', created_at: 1 }, secretOf('ada'));
    const altered = { ...signed, content: 'x' };
    expect(verifyEvent(altered)).toBe(true); // the trap: nostr-tools believes the copied symbol
    refused(altered);
  });

  it('is refused with the id of another event, even a true one by the same author', () => {
    refused({ ...note, id: other.id });
    refused({ ...note, id: other.id, sig: other.sig });
  });

  it('is refused with the right id and the signature of another event', () => {
    refused({ ...note, sig: other.sig });
    refused({ ...note, sig: signAs('eve', note).sig });
  });

  it('is refused when another author is put in, with the id computed anew', () => {
    const stolen = { ...note, pubkey: pubkeyOf('eve') };
    refused(stolen);
    refused({ ...stolen, id: toEventId(stolen) });
  });

  it.each([
    ['content', { content: 'hello.' }],
    ['kind', { kind: 2 }],
    ['tags', { tags: [['t', 'gem', 's']] }],
    ['time', { created_at: note.created_at + 1 }],
  ])('is refused with another %s, with the old id and with the new one', (_field, change) => {
    const altered = { ...note, ...change };
    refused(altered);
    refused({ ...altered, id: toEventId(altered) });
  });

  it('is refused when any digit of its signature is another one', () => {
    fc.assert(
      fc.property(fc.nat(127), fc.integer({ min: 1, max: 15 }), (at, step) => {
        const digit = ((parseInt(note.sig.charAt(at), 16) + step) % 16).toString(16);
        refused({ ...note, sig: note.sig.slice(0, at) + digit + note.sig.slice(at + 1) });
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['upper-case id', { id: note.id.toUpperCase() }],
    ['upper-case pubkey', { pubkey: note.pubkey.toUpperCase() }],
    ['upper-case signature', { sig: note.sig.toUpperCase() }],
    ['padded signature', { sig: `0x${note.sig.slice(2)}` }],
    ['short signature', { sig: note.sig.slice(2) }],
    ['long signature', { sig: `${note.sig}00` }],
    ['no signature', { sig: undefined }],
    ['empty signature', { sig: '' }],
    ['no id', { id: undefined }],
    ['no author', { pubkey: '' }],
    ['no time', { created_at: undefined }],
    ['a time in words', { created_at: String(note.created_at) }],
    ['a kind of 1.5', { kind: 1.5 }],
  ])('is refused with %s', (_what, change) => {
    refused({ ...note, ...change });
  });

  it('is refused with a pubkey that is no point on the curve', () => {
    const event = { ...note, pubkey: 'f'.repeat(64) };
    refused({ ...event, id: toEventId(event) });
  });

  it.each([null, undefined, 'event', [note], 1])('is refused when it is %j', (value) => {
    refused(value);
  });
});
