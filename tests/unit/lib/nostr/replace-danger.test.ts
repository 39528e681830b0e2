import { describe, expect, it } from 'vitest';
import type { EventTemplate, NostrEvent } from '#lib/nostr/event';
import { isBeyondRules, isList, MAX_AHEAD, toDangers, toUndone } from '#lib/nostr/replace-danger';

const NIP44 = `A${'q'.repeat(175)}`;
let ids = 0;
const held = (kind: number, tags: string[][], created_at: number, content = ''): NostrEvent => ({
  id: String((ids += 1)).padStart(64, '0'),
  pubkey: '',
  sig: '',
  kind,
  tags,
  content,
  created_at,
});
const draft = (kind: number, tags: string[][], content = '', created_at = 1_000): EventTemplate => ({
  kind,
  tags,
  content,
  created_at,
});
const people = (from: number, to: number, tag = 'p') =>
  Array.from({ length: to - from }, (_, i) => [tag, `${from + i}`]);
const relays = (count: number) => Array.from({ length: count }, (_, i) => ['r', `wss://${i}.example`]);
const profile = (count: number) =>
  JSON.stringify(Object.fromEntries(people(0, count).map(([, name = '']) => [`f${name}`, 'x'])));

it('lists of things are of these kinds and of no others', () => {
  const one = held(1, people(0, 9, 'e'), 900);
  const kinds = Array.from({ length: 41_000 }, (_, kind) => kind).filter(isList);
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const single = [30_015, 30_030, 30_063, 30_267, 31_924, 39_089, 39_092];
  expect(kinds).toEqual([3, ...range(10_000, 10_150), ...range(30_000, 30_008), ...single]);
  expect(toDangers(one, draft(1, []), [])).toEqual([]);
});

describe('what is lost', () => {
  it.each<[string, number, string[][], string[][], string[]]>([
    ['500 by 3', 3, people(0, 500), people(0, 3), ['most']],
    ['500 by 3 others', 3, people(0, 500), people(500, 503), ['most', 'all']],
    ['500 by none', 3, people(0, 500), [], ['most', 'all']],
    ['500 by 501', 3, people(0, 500), people(0, 501), []],
    ['500 by 499', 3, people(0, 500), people(1, 500), []],
    ['40 by 30: ten, and a quarter', 3, people(0, 40), people(0, 30), ['most']],
    ['41 by 31: ten, and less than a quarter', 3, people(0, 41), people(0, 31), []],
    ['12 by 3: less than ten', 3, people(0, 12), people(0, 3), []],
    ['1 by none', 10_003, people(0, 1, 'e'), [], ['all']],
    ['1 by another', 10_003, people(0, 1, 'e'), people(1, 2, 'e'), []],
    ['3 by 3 others', 10_003, people(0, 3, 'e'), people(3, 6, 'e'), ['all']],
    ['relays to none', 10_002, relays(2), [], ['all']],
    ['message relays to none', 10_050, [['relay', 'wss://a.example']], [], ['all']],
    [
      'one message relay by another',
      10_050,
      [['relay', 'wss://a.example']],
      [['relay', 'wss://b.example']],
      ['all'],
    ],
    ['two relays by two others', 10_002, relays(2), people(2, 4, 'r'), ['all']],
    [
      'two message relays by one of them and another',
      10_050,
      people(0, 2, 'relay'),
      people(1, 3, 'relay'),
      [],
    ],
    ['a marker of each relay', 10_002, relays(20), relays(20).map((tag) => [...tag, 'read']), []],
    ['a named list to none', 30_000, [['d', 'x'], ...people(0, 2)], [['d', 'x']], ['all']],
    [
      'the one hashtag of an article',
      30_023,
      [
        ['d', 'x'],
        ['t', 'a'],
      ],
      [['d', 'x']],
      [],
    ],
    ['none by some', 3, [], people(0, 3), []],
  ])('%s', (_what, kind, before, after, expected) => {
    expect(toDangers(held(kind, before, 1), draft(kind, after), [])).toEqual(expected);
  });

  it.each([
    [6, 3, ['fields']],
    [6, 4, []],
    [5, 2, ['fields']],
    [3, 1, ['fields']],
    [2, 1, []],
    [1, 0, ['fields']],
    [0, 0, []],
  ])('a profile of %d fields by one of %d', (before, after, expected) => {
    expect(toDangers(held(0, [], 1, profile(before)), draft(0, [], profile(after)), [])).toEqual(expected);
  });

  it('a profile by something that is none', () => {
    expect(toDangers(held(0, [], 1, profile(4)), draft(0, [], 'oops'), [])).toEqual(['fields']);
  });

  it('the private part of a list, but not a text that was never one', () => {
    const tags = people(0, 2);
    expect(toDangers(held(10_000, tags, 1, NIP44), draft(10_000, tags), [])).toEqual(['private']);
    expect(toDangers(held(10_000, tags, 1, NIP44), draft(10_000, tags, NIP44), [])).toEqual([]);
    expect(toDangers(held(3, tags, 1, '{}'), draft(3, tags), [])).toEqual([]);
  });
});

describe('a draft that is older than what is known', () => {
  const known = held(3, people(0, 20), 1_000);
  it('is dangerous where it lacks some of it', () => {
    expect(toDangers(known, draft(3, people(0, 19), '', 999), [])).toEqual(['older']);
    expect(toDangers(known, draft(3, people(0, 19), '', 1_000), [])).toEqual(['older']);
    expect(toDangers(known, draft(3, people(0, 19), '', 1_001), [])).toEqual([]);
  });
  it('is not where it has everything', () => {
    expect(toDangers(known, draft(3, people(0, 21), '', 999), [])).toEqual([]);
  });
  it('is so for a profile whose field it would set back', () => {
    const content = '{"name":"new","about":"x","nip05":"y"}';
    expect(
      toDangers(held(0, [], 1_000, content), draft(0, [], content.replace('new', 'old'), 999), []),
    ).toEqual(['older']);
  });
});

describe('a draft that was made from an earlier copy', () => {
  const before = held(3, people(0, 500), 100);
  const known = held(3, people(0, 503), 200);

  it('would undo what came since', () => {
    const next = draft(3, [...people(0, 500), ['p', 'new']]);
    expect(toDangers(known, next, [before])).toEqual(['undoes']);
    expect(toUndone(known, next, [before])).toEqual({ count: 3, since: 100 });
  });

  it('would also bring back what was taken out since', () => {
    const shorter = held(3, people(0, 499), 200);
    expect(toUndone(shorter, draft(3, people(0, 501)), [before])).toEqual({ count: 1, since: 100 });
  });

  it('may say something new besides, as much as would be undone and no more', () => {
    const adding = (count: number) => draft(3, [...people(0, 500), ...people(900, 900 + count)]);
    expect(toUndone(known, adding(3), [before])).toEqual({ count: 3, since: 100 });
    expect(toUndone(known, adding(4), [before])).toBeUndefined();
  });

  it('is one of the same second too', () => {
    const twin = { ...before, created_at: 200, id: 'f'.repeat(64) };
    expect(toUndone(known, draft(3, people(0, 500)), [twin])).toEqual({ count: 3, since: 200 });
    expect(toUndone(known, draft(3, people(0, 500)), [{ ...twin, created_at: 201 }])).toBeUndefined();
  });

  it('is found among several copies, by the one that it is nearest to', () => {
    const oldest = held(3, people(0, 498), 50);
    expect(toUndone(known, draft(3, people(0, 500)), [oldest, before])).toEqual({ count: 3, since: 100 });
    const gone = held(3, [...people(0, 500), ['p', 'gone']], 50);
    const next = draft(3, [...people(0, 500), ['p', 'gone']]); // one entry from `before`, and none from this one
    expect(toUndone(known, next, [before, gone])).toEqual({ count: 4, since: 50 });
  });

  it.each<[string, string[][]]>([
    ['knows what came since', people(0, 504)],
    ['knows some of it', [...people(0, 501), ['p', 'new']]],
    ['takes away far more than somebody would in passing', people(0, 400)],
  ])('is not one that %s', (_what, tags) => {
    expect(toUndone(known, draft(3, tags), [before])).toBeUndefined();
  });

  it('is not one step back, which is how somebody takes back what they did', () => {
    const one = held(3, people(0, 501), 200);
    expect(toUndone(one, draft(3, people(0, 500)), [before])).toBeUndefined();
    expect(toUndone(one, draft(3, [...people(0, 500), ['p', 'new']]), [before])).toEqual({
      count: 1,
      since: 100,
    });
  });

  it('can be a profile, but not one that is simply set back', () => {
    const was = held(0, [], 100, '{"name":"a","about":"x"}');
    const is = held(0, [], 200, '{"name":"b","about":"x"}');
    expect(toUndone(is, draft(0, [], '{"name":"a","about":"new"}'), [was])).toEqual({ count: 2, since: 100 });
    expect(toUndone(is, draft(0, [], '{"name":"a","about":"x"}'), [was])).toBeUndefined();
  });

  it('is never judged by a copy that is newer, or the same', () => {
    expect(toUndone(known, draft(3, people(0, 500)), [known, held(3, people(0, 500), 300)])).toBeUndefined();
  });
});

describe('what no rule is enough for', () => {
  const NOW = 1_000;
  const list = held(10_003, people(0, 40, 'e'), 900);

  it('is nothing where little changes', () => {
    expect(isBeyondRules(draft(10_003, people(0, 39, 'e'), '', NOW), [list], NOW)).toBe(false);
    expect(isBeyondRules(draft(10_003, people(0, 3, 'e'), '', NOW), [], NOW)).toBe(false);
  });

  it('is what is dated so far ahead that nothing could follow it', () => {
    expect(isBeyondRules(draft(10_003, list.tags, '', NOW + MAX_AHEAD), [list], NOW)).toBe(false);
    expect(isBeyondRules(draft(10_003, list.tags, '', NOW + MAX_AHEAD + 1), [list], NOW)).toBe(true);
  });

  it('is a text of less than half of what it was', () => {
    const article = held(30_023, [['d', 'x']], 900, 'a'.repeat(100));
    const shorter = (length: number) => draft(30_023, [['d', 'x']], 'a'.repeat(length), NOW);
    expect(isBeyondRules(shorter(50), [article], NOW)).toBe(false);
    expect(isBeyondRules(shorter(49), [article], NOW)).toBe(true);
    expect(isBeyondRules(shorter(0), [article], NOW)).toBe(true);
  });

  it('is one more small loss after others of the same day', () => {
    const next = held(10_003, people(0, 31, 'e'), 950);
    const third = draft(10_003, people(0, 24, 'e'), '', NOW);
    expect(toDangers(next, third, [list])).toEqual([]);
    expect(isBeyondRules(third, [next, list], NOW)).toBe(true);
    expect(isBeyondRules(third, [next, list], NOW + 24 * 3_600)).toBe(false);
    const dayAfter = list.created_at + 24 * 3_600;
    const last = { ...third, created_at: dayAfter };
    expect(isBeyondRules(last, [next, list], dayAfter - 1)).toBe(true);
    expect(isBeyondRules(last, [next, list], dayAfter)).toBe(false);
  });
});
