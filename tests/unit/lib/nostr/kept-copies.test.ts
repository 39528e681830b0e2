import { describe, expect, it } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { addCopies, copiesOf, MOST_CHARACTERS, MOST_COPIES } from '#lib/nostr/kept-copies';

const copy = (created_at: number, more: Partial<NostrEvent> = {}): NostrEvent => ({
  id: `${more.kind ?? 3} ${JSON.stringify(more.tags?.[0] ?? '')} ${created_at}`,
  pubkey: '',
  sig: '',
  kind: 3,
  tags: [],
  content: '',
  created_at,
  ...more,
});
const people = (count: number) => Array.from({ length: count }, (_, i) => ['p', `${i}`]);
const times = (copies: readonly NostrEvent[]) => copies.map(({ created_at }) => created_at);
/** One after the other, as they come. */
const addAll = (events: NostrEvent[]) =>
  events.reduce<NostrEvent[]>((kept, event) => addCopies(kept, [event]), []);

describe('the copies of a list', () => {
  it('are the last ten, the newest first, each once, in whatever order they come', () => {
    const all = Array.from({ length: 14 }, (_, i) => copy(i));
    expect(times(addAll(all))).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
    expect(times(addCopies(addAll(all.toReversed()), all))).toEqual(times(addAll(all)));
  });

  it('are counted for each list by itself, by its kind and its name', () => {
    const named = (d: string) =>
      Array.from({ length: 11 }, (_, i) => copy(i, { kind: 30_000, tags: [['d', d]] }));
    const kept = addCopies([], [...named('x'), ...named('y'), copy(1), copy(1, { kind: 10_000 })]);
    expect(kept).toHaveLength(2 * MOST_COPIES + 2);
    expect(copiesOf(kept, { kind: 30_000, tags: [['d', 'y']] })).toHaveLength(MOST_COPIES);
    expect(copiesOf(kept, { kind: 3, tags: [['d', 'y']] })).toHaveLength(1);
    expect(copiesOf(kept, { kind: 1, tags: [] })).toEqual([]);
  });

  it('are of events that replace others, and of no more', () => {
    expect(addCopies([], [copy(1, { kind: 1 })])).toEqual([]);
  });

  it('still have the good one after ten bad ones', () => {
    const good = copy(0, { tags: people(500) });
    const bad = Array.from({ length: 20 }, (_, i) => copy(i + 1, { tags: people(3 + i) }));
    const kept = addAll([good, ...bad]);
    expect(kept).toHaveLength(MOST_COPIES);
    expect(kept.at(-1)).toBe(good);
    expect(kept[0]).toBe(bad.at(-1));
  });

  it('lose the oldest where every one was followed by a loss', () => {
    const all = Array.from({ length: 14 }, (_, i) =>
      copy(i, { kind: 10_050, tags: i % 2 ? [] : [['relay', `wss://${i}.example`]] }),
    );
    const kept = addAll(all);
    expect(kept).toHaveLength(MOST_COPIES);
    expect(kept[0]?.created_at).toBe(13);
  });

  it('take a limited place, and the newest of each list goes last', () => {
    const content = 'x'.repeat(MOST_CHARACTERS / 8);
    const big = Array.from({ length: 8 }, (_, i) => copy(i, { kind: 30_023, tags: [['d', '']], content }));
    const kept = addCopies([], [...big, copy(0)]);
    expect(times(copiesOf(kept, { kind: 30_023, tags: [] }))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(copiesOf(kept, { kind: 3, tags: [] })).toHaveLength(1);
    expect(JSON.stringify(kept).length).toBeLessThan(MOST_CHARACTERS + kept.length + 2);
  });

  it('of what an account is and lists are not pushed out by other kinds, many or large or of the future', () => {
    const own = [copy(1, { tags: people(500) }), copy(1, { kind: 0, content: '{}' })];
    const status = (d: number) => copy(2 ** 32 - 1, { kind: 30_315, tags: [['d', `${d}`]] });
    const large = (d: number) =>
      copy(2 ** 32 - 1, { kind: 30_023, tags: [['d', `${d}`]], content: 'x'.repeat(500_000) });
    const kept = addCopies(own, Array.from({ length: 300 }, (_, d) => [status(d), large(d)]).flat());
    expect(kept).toEqual(expect.arrayContaining(own));
    expect(JSON.stringify(kept).length).toBeLessThan(MOST_CHARACTERS + kept.length + 2);
  });

  it('lose one that nothing was lost after, however new, before any that was followed by a great loss', () => {
    const sizes = [1_000, 700, 490, 340, 235, 160, 110, 75, 50, 35, 36];
    const all = sizes.map((count, i) => copy(i, { tags: people(count) }));
    expect(times(addAll(all))).toEqual([10, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('fit into that place though it takes the newest copies of lists to make room', () => {
    const large = (d: string, created_at: number) =>
      copy(created_at, { kind: 30_023, tags: [['d', d]], content: 'x'.repeat(0.55 * MOST_CHARACTERS) });
    const [newest, ...others] = [large('a', 4), large('b', 3), large('b', 2), large('c', 1)];
    expect(addCopies([], [...others, large('a', 4)])).toEqual([newest]);
  });

  it('still have the fullest after many small losses', () => {
    const full = copy(0, { kind: 10_003, tags: people(500) });
    const less = Array.from({ length: 30 }, (_, i) =>
      copy(i + 1, { kind: 10_003, tags: people(Math.floor(500 * 0.8 ** (i + 1))) }),
    );
    expect(addAll([full, ...less])).toContain(full);
  });
});
