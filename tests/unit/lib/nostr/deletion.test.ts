import { describe, expect, it } from 'vitest';
import { isDeletable, toDeletion } from '#lib/nostr/deletion';

describe('what relays can be asked to delete', () => {
  it.each([1, 4, 6, 7, 61, 63, 1_059, 9_999, 40_000])('kind %i is', (kind) => {
    expect(isDeletable(kind)).toBe(true);
  });

  it.each([0, 3, 5, 62, 10_000, 19_999, 20_000, 29_999, 30_000, 39_999])('kind %i is not', (kind) => {
    expect(isDeletable(kind)).toBe(false);
  });

  it('is asked by id and kind', () => {
    const eventId = 'a'.repeat(64);
    const tags = [
      ['e', eventId],
      ['k', '1'],
    ];
    expect(toDeletion({ kind: 1, eventId }, 9)).toEqual({ kind: 5, tags, content: '', created_at: 9 });
    expect(toDeletion({ kind: 5, eventId }, 9)).toBeUndefined();
    expect(toDeletion({ kind: 1 }, 9)).toBeUndefined();
    expect(toDeletion({ eventId }, 9)).toBeUndefined();
  });
});
