import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { createSummary, isNews, joinSummaries, withEvent, type Summary } from '#lib/sessions/summary';
import { pubkeyOf } from '../../support/keys';

const event = (change: Partial<NostrEvent>): NostrEvent => ({
  id: 'a'.repeat(64),
  pubkey: pubkeyOf('ada'),
  created_at: 1,
  kind: 3,
  tags: [],
  content: '',
  sig: '',
  ...change,
});

const events = fc.array(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd').map((digit) => digit.repeat(64)),
      created_at: fc.integer({ min: 1, max: 3 }),
      kind: fc.constantFrom(0, 3, 10_000, 10_002, 10_050),
    })
    .map(({ id, created_at, kind }) => {
      // what an event says follows from its id, as an id is a hash
      const name = `${id.slice(0, 2)}${created_at}`;
      const tags = [
        ['p', pubkeyOf(name)],
        ['r', `wss://${name}.example`],
        ...(created_at === 2 ? [['p', pubkeyOf('eve')]] : []),
      ];
      return event({ id, created_at, kind, tags, content: JSON.stringify({ name }) });
    }),
  { maxLength: 12 },
);

const take = (list: readonly NostrEvent[]): Summary => list.reduce(withEvent, createSummary());

describe('what is known of an account', () => {
  it('ends up the same in whatever order, and however often, events arrive, over any restart', () => {
    const ordered = events.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
        fc.nat(list.length * 2),
      ),
    );
    fc.assert(
      fc.property(ordered, ([list, shuffled, restart]) => {
        // what was known before a restart comes off the disk after relays have begun to tell
        const kept = JSON.parse(JSON.stringify(take(shuffled.slice(0, restart)))) as Summary;
        const known = joinSummaries(take(shuffled.slice(restart)), kept);
        expect(known).toEqual(take(list));
      }),
    );
  });

  it('is the newest of each kind, and of one second the one with the lowest id', () => {
    fc.assert(
      fc.property(events, (list) => {
        const { known } = take(list);
        for (const kind of new Set(list.map((each) => each.kind))) {
          const [newest] = list
            .filter((each) => each.kind === kind)
            .toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
          expect(known[kind]).toMatchObject({ id: newest?.id, created_at: newest?.created_at });
        }
      }),
    );
  });

  it('says whether an event is news', () => {
    const summary = take([event({ created_at: 2 })]);
    expect(isNews(summary, event({ created_at: 2 }))).toBe(false);
    expect(isNews(summary, event({ created_at: 1 }))).toBe(false);
    expect(isNews(summary, event({ created_at: 3 }))).toBe(true);
    expect(isNews(summary, event({ created_at: 1, kind: 0 }))).toBe(true);
  });

  it('counts what a newer list has, not what an older one had', () => {
    const [bob, eve] = [pubkeyOf('bob'), pubkeyOf('eve')].map((pubkey) => ['p', pubkey]) as [
      string[],
      string[],
    ];
    const lists = [event({ tags: [bob, eve] }), event({ created_at: 2, tags: [eve] })];
    expect(take(lists).known[3]?.count).toBe(1);
    expect(take([...lists, event({ created_at: 3 })]).known[3]?.count).toBe(0);
  });

  it('is, of one list, what was counted, whichever side has read its private part', () => {
    const secret = event({ kind: 10_000, content: `A${'B'.repeat(150)}` });
    const closed = take([secret]);
    expect(closed.known[10_000]).toMatchObject({ count: 0, private: 'closed' });
    const counted = {
      ...closed,
      known: { 10_000: { ...closed.known[10_000], count: 7, private: 'counted' } },
    } as Summary;
    expect(joinSummaries(closed, counted)).toEqual(counted);
    expect(joinSummaries(counted, closed)).toEqual(counted);
    const newer = take([event({ id: 'b'.repeat(64), kind: 10_000, created_at: 2, content: secret.content })]);
    expect(joinSummaries(newer, counted).known[10_000]).toMatchObject({ count: 0, private: 'closed' });
  });

  it('keeps the later of what each relay was heard of', () => {
    const [one, other] = [createSummary(), createSummary()];
    const joined = joinSummaries(
      { ...one, heard: { 'wss://a.example': 5, 'wss://b.example': 1 } },
      { ...other, heard: { 'wss://a.example': 3, 'wss://c.example': 2 } },
    );
    expect(joined.heard).toEqual({ 'wss://a.example': 5, 'wss://b.example': 1, 'wss://c.example': 2 });
  });
});
