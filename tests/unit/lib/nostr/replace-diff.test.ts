import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '#lib/nostr/event';
import { isEmptyDiff, toReplaceDiff } from '#lib/nostr/replace-diff';

const NIP44 = `A${'q'.repeat(175)}`;
const NIP04 = 'aGVsbG8=?iv=aGVsbG8gaGVsbG8gaGVsbA==';
const event = (kind: number, tags: string[][], content = ''): EventTemplate => ({
  kind,
  tags,
  content,
  created_at: 1,
});

/** What becomes of each entry, in one line. */
function summary(kind: number, before: string[][], after: string[][]): string {
  const { added, removed, changed, kept } = toReplaceDiff(event(kind, before), event(kind, after));
  return [
    ...removed.map(({ name, value }) => `-${name} ${value}`),
    ...changed.map((each) => `~${each.name} ${each.value} ${JSON.stringify([each.before, each.after])}`),
    ...added.map(({ name, value }) => `+${name} ${value}`),
    `=${kept}`,
  ].join(', ');
}

describe('the entries of a list', () => {
  it.each<[string, number, string[][], string[][], string]>([
    [
      'one more person',
      3,
      [['p', 'a']],
      [
        ['p', 'a'],
        ['p', 'b'],
      ],
      '+p b, =1',
    ],
    [
      'one less',
      3,
      [
        ['p', 'a'],
        ['p', 'b'],
      ],
      [['p', 'b']],
      '-p a, =1',
    ],
    [
      'another order',
      3,
      [
        ['p', 'a'],
        ['p', 'b'],
      ],
      [
        ['p', 'b'],
        ['p', 'a'],
      ],
      '=2',
    ],
    [
      'the same person twice',
      3,
      [['p', 'a']],
      [
        ['p', 'a'],
        ['p', 'a'],
      ],
      '=1',
    ],
    ['a name given to somebody', 3, [['p', 'a']], [['p', 'a', '', 'Ann']], '~p a [[],[["","Ann"]]], =0'],
    ['empty places at the end', 3, [['p', 'a']], [['p', 'a', '', '']], '=1'],
    [
      'a word, a thread and a hashtag',
      10_000,
      [
        ['word', 'x'],
        ['e', '1'],
      ],
      [
        ['t', 'x'],
        ['e', '1'],
      ],
      '-word x, +t x, =1',
    ],
    ['pinned notes', 10_001, [['e', '1']], [['e', '2']], '-e 1, +e 2, =0'],
    [
      'the marker of a relay',
      10_002,
      [['r', 'wss://a.example/']],
      [['r', 'wss://a.example', 'read']],
      '~r wss://a.example [[],[["read"]]], =0',
    ],
    [
      'a relay with and without a slash',
      10_002,
      [['r', 'wss://a.example/', 'read']],
      [['r', 'wss://a.example', 'read']],
      '=1',
    ],
    [
      'one tag for each way',
      10_002,
      [
        ['r', 'wss://a.example', 'read'],
        ['r', 'wss://a.example', 'write'],
      ],
      [
        ['r', 'wss://a.example', 'write'],
        ['r', 'wss://a.example', 'read'],
      ],
      '=1',
    ],
    [
      'bookmarks of both sorts',
      10_003,
      [
        ['e', '1'],
        ['a', '30023:x:y'],
      ],
      [['a', '30023:x:y']],
      '-e 1, =1',
    ],
    [
      'groups of one name on two relays',
      10_009,
      [['group', 'g', 'wss://a.example']],
      [['group', 'g', 'wss://b.example']],
      '-group g, +group g, =0',
    ],
    [
      'emoji',
      10_030,
      [['emoji', 'hi', 'https://a.example/1']],
      [['emoji', 'hi', 'https://a.example/2']],
      '~emoji hi [[["https://a.example/1"]],[["https://a.example/2"]]], =0',
    ],
    ['message relays', 10_050, [['relay', 'wss://a.example']], [], '-relay wss://a.example, =0'],
    ['media servers', 10_063, [['server', 'https://a.example/']], [['server', 'https://a.example']], '=1'],
    [
      'the last kind of the range',
      10_102,
      [['relay', 'wss://a.example']],
      [['relay', 'wss://b.example']],
      '-relay wss://a.example, +relay wss://b.example, =0',
    ],
    [
      'a list of people by name',
      30_000,
      [
        ['d', 'x'],
        ['p', 'a'],
      ],
      [
        ['d', 'x'],
        ['client', 'new'],
        ['p', 'b'],
      ],
      '-p a, +p b, =0',
    ],
    [
      'a list of relays by name',
      30_002,
      [
        ['d', 'x'],
        ['relay', 'wss://a.example'],
      ],
      [['d', 'x']],
      '-relay wss://a.example, =0',
    ],
    [
      'bookmarks by name',
      30_003,
      [
        ['d', 'x'],
        ['t', 'a'],
      ],
      [
        ['d', 'x'],
        ['t', 'a'],
        ['r', 'https://a.example/'],
      ],
      '+r https://a.example/, =1',
    ],
    ['a tag without a value', 30_078, [['d', 'x'], ['-']], [['d', 'x']], '-- , =0'],
  ])('%s', (_what, kind, before, after, expected) => {
    expect(summary(kind, before, after)).toBe(expected);
  });
});

describe('what is said once', () => {
  it('is a field: title, description, a text that can be read', () => {
    const before = event(
      30_023,
      [
        ['d', 'x'],
        ['title', 'Old'],
        ['image', 'i'],
        ['t', 'a'],
      ],
      'Long text',
    );
    const after = event(
      30_023,
      [
        ['d', 'x'],
        ['title', 'New'],
        ['t', 'a'],
        ['summary', 's'],
      ],
      'Another text',
    );
    expect(toReplaceDiff(before, after)).toEqual({
      added: [],
      removed: [],
      changed: [],
      kept: 1,
      fields: [
        { name: 'title', before: 'Old', after: 'New' },
        { name: 'summary', after: 's' },
        { name: 'content', before: 'Long text', after: 'Another text' },
        { name: 'image', before: 'i' },
      ],
      fieldsBefore: 3,
      private: 'none',
    });
  });

  it('is a member of a profile, those that Facet does not know too', () => {
    const before = event(0, [['i', 'x:a', 'proof']], '{"name":"a","bot":false,"pets":[1]}');
    const after = event(0, [], '{"name":"b","pets":[1],"about":"x"}');
    expect(toReplaceDiff(before, after)).toMatchObject({
      removed: [{ name: 'i', value: 'x:a' }],
      fields: [
        { name: 'name', before: 'a', after: 'b' },
        { name: 'about', after: 'x' },
        { name: 'bot', before: 'false' },
      ],
      fieldsBefore: 3,
    });
  });

  it.each([
    [
      'comes in its place',
      '{"name":"a"}',
      'hello',
      [
        { name: 'content', after: 'hello' },
        { name: 'name', before: 'a' },
      ],
    ],
    [
      'was there before it',
      'hello',
      '{"name":"a"}',
      [
        { name: 'content', before: 'hello' },
        { name: 'name', after: 'a' },
      ],
    ],
    ['becomes another', 'hello', 'bye', [{ name: 'content', before: 'hello', after: 'bye' }]],
  ])('is the text as a whole where one that is no profile %s', (_, before, after, fields) => {
    expect(toReplaceDiff(event(0, [], before), event(0, [], after)).fields).toEqual(fields);
  });
});

describe('the private part', () => {
  it.each([
    ['', '', 'none'],
    [NIP44, NIP44, 'same'],
    [NIP44, `${NIP44.slice(0, -1)}z`, 'changed'],
    [NIP04, NIP44, 'changed'],
    ['', NIP44, 'added'],
    [NIP04, '', 'removed'],
  ])('%.6s and then %.6s: %s', (before, after, expected) => {
    const diff = toReplaceDiff(event(10_000, [], before), event(10_000, [], after));
    expect(diff.private).toBe(expected);
    expect(diff.fields).toEqual([]);
    expect(isEmptyDiff(diff)).toBe(expected === 'none' || expected === 'same');
  });
});
