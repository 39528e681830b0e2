import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { applyEvent, createSession } from '#lib/sessions/session';
import type { Signer } from '#lib/signers/signer';
import { pubkeyOf } from '../../support/keys';

const open = () => createSession({ pubkey: pubkeyOf('ada') } as Signer);
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
      kind: fc.constantFrom(0, 3, 10_000, 10_002),
    })
    .map(({ id, created_at, kind }) => {
      // what an event says follows from its id, as an id is a hash
      const name = `${id.slice(0, 2)}${created_at}`;
      const tags = [
        ['p', pubkeyOf(name)],
        ['t', name],
      ];
      return event({ id, created_at, kind, tags, content: JSON.stringify({ name }) });
    }),
  { maxLength: 12 },
);

describe('a session', () => {
  it('ends up the same in whatever order, and however often, events arrive', () => {
    const ordered = events.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    fc.assert(
      fc.property(ordered, ([list, shuffled]) => {
        const [one, other] = [open(), open()];
        for (const each of list) applyEvent(one, each);
        for (const each of shuffled) applyEvent(other, each);
        expect(other).toEqual(one);
      }),
    );
  });

  it('holds the newest of each kind, and of one second the one with the lowest id', () => {
    fc.assert(
      fc.property(events, (list) => {
        const session = open();
        for (const each of list) applyEvent(session, each);
        for (const kind of new Set(list.map((each) => each.kind))) {
          const [newest] = list
            .filter((each) => each.kind === kind)
            .toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
          expect(session.events.get(kind)).toEqual(newest);
        }
      }),
    );
  });

  it('says whether an event was news', () => {
    const session = open();
    expect(applyEvent(session, event({ created_at: 2 }))).toBe(true);
    expect(applyEvent(session, event({ created_at: 2 }))).toBe(false);
    expect(applyEvent(session, event({ created_at: 1 }))).toBe(false);
    expect(applyEvent(session, event({ created_at: 3, kind: 0 }))).toBe(true);
  });

  it('forgets follows that a newer list does not have', () => {
    const session = open();
    const [bob, eve] = [pubkeyOf('bob'), pubkeyOf('eve')];
    applyEvent(
      session,
      event({
        tags: [
          ['p', bob],
          ['p', eve],
        ],
      }),
    );
    applyEvent(session, event({ created_at: 2, tags: [['p', eve]] }));
    expect(session.follows).toEqual(new Set([eve]));
    applyEvent(session, event({ created_at: 3 }));
    expect(session.follows).toEqual(new Set());
  });
});
