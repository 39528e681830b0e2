import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { toDestinations, toRelayListEvent, toRelayRows, toWishedRows } from '#lib/nostr/relay-lists';

const [A, B, C, NEW] = ['a', 'b', 'c', 'new'].map((name) => `wss://${name}.example/`) as [
  string,
  string,
  string,
  string,
];
const held = (tags: string[][], more: Partial<NostrEvent> = {}): NostrEvent => ({
  ...{ id: '0'.repeat(64), pubkey: '1'.repeat(64), sig: '', kind: 10_002, created_at: 1_000, content: '' },
  tags,
  ...more,
});
const both = { read: true, write: true };
const neither = { read: false, write: false };

describe('the rows of a list', () => {
  it('are its relays in normal form, once each, with all that it says of them', () => {
    const tags = [
      ['r', 'wss://a.example', 'read'],
      ['x', A],
      ['r', 'http://no'],
      ['r', B],
      ['r', A, 'write'],
    ];
    expect(toRelayRows(10_002, tags)).toEqual([
      { url: A, ...both },
      { url: B, ...both },
    ]);
    expect(
      toRelayRows(10_050, [
        ['relay', 'wss://c.example', 'read'],
        ['r', A],
      ]),
    ).toEqual([{ url: C, ...both }]);
  });

  it('say what is not published yet, and nothing of a wish that is fulfilled', () => {
    const rows = toRelayRows(10_002, [
      ['r', A],
      ['r', B, 'read'],
      ['r', C],
    ]);
    const read = { read: true, write: false };
    expect(
      toWishedRows(rows, { [A]: neither, [B]: read, [C]: read, [NEW]: both, 'wss://x/': neither }),
    ).toEqual([
      { url: A, ...neither, change: 'removed' },
      { url: B, ...read },
      { url: C, ...read, change: 'changed' },
      { url: NEW, ...both, change: 'added' },
    ]);
  });
});

describe('the list to sign', () => {
  const tags = [
    ['client', 'Other'],
    ['r', 'wss://a.example', '', 'extra'],
    ['alt', 'relays'],
    ['r', B, 'write'],
    ['r', 'ftp://odd', 'read'],
    ['r', C],
  ];

  it('changes what the person changed, and leaves the rest where and as it is', () => {
    const wishes = {
      [A]: { read: true, write: false },
      [B]: both,
      [C]: neither,
      [NEW]: { read: false, write: true },
    };
    expect(toRelayListEvent(10_002, held(tags, { content: 'kept' }), wishes, 2_000)).toEqual({
      kind: 10_002,
      created_at: 2_000,
      content: 'kept',
      tags: [
        ['client', 'Other'],
        ['r', 'wss://a.example', 'read', 'extra'],
        ['alt', 'relays'],
        ['r', B],
        ['r', 'ftp://odd', 'read'],
        ['r', NEW, 'write'],
      ],
    });
  });

  it('says once what it said twice, where that has changed', () => {
    const twice = [
      ['r', A, 'read'],
      ['r', B],
      ['r', 'wss://a.example', 'write'],
      ['r', B],
    ];
    const wishes = { [A]: { read: true, write: false } };
    expect(toRelayListEvent(10_002, held(twice), wishes, 0).tags).toEqual([
      ['r', A, 'read'],
      ['r', B],
      ['r', B],
    ]);
  });

  it('is later than the one it replaces, and new where there was none', () => {
    expect(toRelayListEvent(10_002, held([], { created_at: 5_000 }), {}, 2_000).created_at).toBe(5_001);
    expect(toRelayListEvent(10_050, undefined, { [A]: both }, 2_000)).toEqual({
      ...{ kind: 10_050, created_at: 2_000, content: '', tags: [['relay', A]] },
    });
  });

  it('without a change has every tag as it was; with one says what was wanted, whatever else is in it', () => {
    const url = fc.constantFrom(A, B, C, 'wss://a.example', 'wss://odd.example/path/');
    const relay = fc.tuple(fc.constant('r'), url, fc.constantFrom('read', 'write', '', 'odd'));
    const other = fc.array(fc.string(), { maxLength: 4 }).filter(([name]) => name !== 'r');
    const use = fc.record({ read: fc.boolean(), write: fc.boolean() });
    const wishes = fc.dictionary(fc.constantFrom(A, B, C, NEW), use);
    fc.assert(
      fc.property(fc.array(fc.oneof(relay, other)), wishes, (some, wanted) => {
        const list = held(some);
        expect(toRelayListEvent(10_002, list, {}, 0).tags).toEqual(some);
        const after = toRelayListEvent(10_002, list, wanted, 0).tags;
        expect(after.filter(([name]) => name !== 'r')).toEqual(some.filter(([name]) => name !== 'r'));
        const rows = new Map(toRelayRows(10_002, after).map((row) => [row.url, row]));
        for (const [each, { read, write }] of Object.entries(wanted)) {
          expect(rows.get(each)).toEqual(read || write ? { url: each, read, write } : undefined);
        }
        const untouched = (row: { url: string }) => wanted[row.url] === undefined;
        expect([...rows.values()].filter(untouched)).toEqual(
          toRelayRows(10_002, list.tags).filter(untouched),
        );
      }),
    );
  });
});

it('a list goes where the account will write, and where it is known, twenty at most', () => {
  const event = {
    kind: 10_002,
    created_at: 0,
    content: '',
    tags: [
      ['r', NEW],
      ['r', B, 'read'],
      ['r', A],
    ],
  };
  expect(toDestinations(event, [A, C])).toEqual([NEW, A, C]);
  expect(toDestinations({ ...event, kind: 10_050, tags: [['relay', NEW]] }, [A])).toEqual([A]);
  const many = Array.from({ length: 30 }, (_, index) => `wss://r${index}.example/`);
  const tags = many.map((url) => ['r', url]);
  const all = toDestinations({ ...event, tags }, [A, B, C]);
  expect(all).toEqual([...many.slice(0, 10), A, B, C]);
  expect(toDestinations({ ...event, tags: [['r', NEW]] }, many.slice(0, 20))).toHaveLength(20);
});
