import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFitting } from '#lib/backup/fitting';
import type { NostrEvent } from '#lib/nostr/event';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const copy = (pubkey: string, kind: number, created_at: number, content = ''): NostrEvent => ({
  id: `${pubkey} ${kind} ${created_at}`,
  ...{ pubkey, kind, created_at, content, tags: [], sig: '' },
});
const whens = (copies: readonly NostrEvent[]) =>
  copies.map(({ pubkey, kind, created_at }) => [pubkey, kind, created_at]);

describe('the copies that fit', () => {
  it('are of every list first the newest, whosever it is, then the one before it', () => {
    const all = [
      copy('ada', 3, 1),
      copy('ada', 3, 2),
      copy('ada', 0, 1),
      copy('bob', 3, 1),
      copy('bob', 3, 9),
    ];
    expect(whens(toFitting(all, 10_000, 4))).toEqual([
      ['bob', 3, 9],
      ['ada', 3, 2],
      ['ada', 0, 1],
      ['ada', 3, 1],
    ]);
  });

  it('take no more bytes than there are, nor are there more than may be, and none is left out that would fit', () => {
    const events = fc.array(
      fc
        .tuple(
          fc.constantFrom('ada', 'bob'),
          fc.constantFrom(0, 3),
          fc.nat(9),
          fc.string({ unit: 'grapheme' }),
        )
        .map((parts) => copy(...parts)),
    );
    fc.assert(
      fc.property(events, fc.nat(2_000), fc.nat(10), (all, room, most) => {
        const fitting = toFitting(all, room, most);
        const left = room - fitting.reduce((sum, each) => sum + bytesOf(each) + 1, 0);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(fitting.length).toBeLessThanOrEqual(most);
        const others = all.filter((each) => !fitting.includes(each));
        if (fitting.length < most) for (const each of others) expect(bytesOf(each) + 1).toBeGreaterThan(left);
      }),
    );
  });
});
