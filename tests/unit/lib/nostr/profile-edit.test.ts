import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonMembers } from '#lib/nostr/json-members';
import {
  editProfile,
  PROFILE_FIELDS,
  toProfileChanges,
  toProfileEvent,
  toProfileFields,
  toProfileProblem,
  type ProfileFields,
} from '#lib/nostr/profile-edit';
import { signAs } from '../../support/keys';

const edit = (content: string, change: Partial<ProfileFields>) =>
  editProfile(content, { ...toProfileFields(content), ...change });

/** Names and values as they are written, of everything that cannot be edited. */
const toStrange = (content: string) =>
  (toJsonMembers(content) ?? []).flatMap(({ name, from, to }) =>
    PROFILE_FIELDS.some((field) => field === name) ? [] : [content.slice(from, to)],
  );

/** Objects as relays have them: any member, in any order, doubled, loosely written. */
const name = fc.oneof(
  fc.constantFrom(...PROFILE_FIELDS, 'displayName', 'bot', '__proto__', '10', '2', '', 'a"}{,\\'),
  fc.string(),
);
const space = fc.constantFrom('', ' ', '\n\t');
const member = fc
  .tuple(name, fc.jsonValue({ maxDepth: 3 }), space, space)
  .map(([key, value, a, b]) => `${a}${JSON.stringify(key)}${b}:${a}${JSON.stringify(value)}${b}`);
const content = fc.array(member, { maxLength: 8 }).map((members) => `{${members.join(',')}}`);
const text = fc.oneof(fc.string(), fc.constant(''), fc.constant('Ada "the\\first"'));
const change = fc.record(
  Object.fromEntries(PROFILE_FIELDS.map((field) => [field, text])) as Record<
    keyof ProfileFields,
    typeof text
  >,
  { requiredKeys: [] },
);

describe('editing a profile', () => {
  it('keeps every other member byte for byte and in order, whatever is edited', () => {
    fc.assert(
      fc.property(content, change, (before, edits) => {
        const after = edit(before, edits);
        expect(toStrange(after)).toEqual(toStrange(before));
      }),
      { numRuns: 2_000 },
    );
  });

  it('says what the person typed, and keeps what they did not touch', () => {
    fc.assert(
      fc.property(content, change, (before, edits) => {
        const [was, is] = [toProfileFields(before), toProfileFields(edit(before, edits))];
        for (const field of PROFILE_FIELDS) {
          const typed = edits[field]?.trim();
          expect(is[field]).toBe(typed === undefined || typed === was[field].trim() ? was[field] : typed);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('without a change is the same text', () => {
    fc.assert(fc.property(fc.oneof(content, fc.string()), (before) => edit(before, {}) === before));
  });

  it.each<[string, string, Partial<ProfileFields>, string]>([
    [
      'replaces a value in its place',
      '{ "name": "a", "x": 1.50 }',
      { name: 'b' },
      '{ "name": "b", "x": 1.50 }',
    ],
    ['adds at the end', '{"x":1e400}', { about: 'hi' }, '{"x":1e400,"about":"hi"}'],
    ['takes out the first', '{"name":"a","x":1}', { name: '' }, '{"x":1}'],
    ['takes out the last', '{"x":1 ,"name":"a"}', { name: '' }, '{"x":1}'],
    ['takes out the only one', '{"name":"a"}', { name: ' ' }, '{}'],
    ['fills an empty one', '{ }', { name: 'a' }, '{"name":"a" }'],
    ['makes one of a doubled name', '{"name":"a","x":1,"name":"b"}', { name: 'c' }, '{"x":1,"name":"c"}'],
    ['leaves a value that is no text', '{"name":5}', { about: 'hi' }, '{"name":5,"about":"hi"}'],
    ['begins anew where nothing can be read', 'not json', { name: 'a' }, '{"name":"a"}'],
    ['begins anew for a list', '[1]', { name: 'a' }, '{"name":"a"}'],
    [
      'takes inner objects for values',
      '{"x":{"name":"y"},"name":"a"}',
      { name: 'b' },
      '{"x":{"name":"y"},"name":"b"}',
    ],
  ])('%s', (_what, before, edits, after) => {
    expect(edit(before, edits)).toBe(after);
  });
});

describe('the comparison of two profiles', () => {
  it('names what is new, what changed and what is gone', () => {
    const before = '{"name":"a","about":"x","nip05":"a@b.c","bot":false}';
    const after = edit(before, { name: 'b', about: '', website: 'https://a.example' });
    expect(toProfileChanges(before, after)).toEqual([
      { name: 'name', before: 'a', after: 'b' },
      { name: 'website', after: 'https://a.example' },
      { name: 'about', before: 'x' },
    ]);
  });

  it('shows a content that cannot be read as lost', () => {
    expect(toProfileChanges('not json', '{"name":"a"}')).toEqual([
      { name: 'content', before: 'not json' },
      { name: 'name', after: 'a' },
    ]);
  });

  it('is empty only for the same content', () => {
    fc.assert(
      fc.property(content, change, (before, edits) => {
        const after = edit(before, edits);
        // a doubled name that becomes one may say the same as before
        const isSame = JSON.stringify(JSON.parse(before)) === JSON.stringify(JSON.parse(after));
        expect(toProfileChanges(before, after).length === 0).toBe(isSame);
      }),
    );
  });
});

describe('the new profile', () => {
  const fields = toProfileFields('{"name":"b"}');

  it('keeps the tags and is later than the one it replaces, even one from ahead of the clock', () => {
    const tags = [
      ['i', 'github:a', 'proof'],
      ['client', 'x', '', 'y'],
    ];
    const held = signAs('ada', { kind: 0, content: '{"name":"a"}', tags, created_at: 2_000 });
    expect(toProfileEvent(held, fields, 1_000)).toEqual({
      kind: 0,
      tags,
      content: '{"name":"b"}',
      created_at: 2_001,
    });
    expect(toProfileEvent(held, fields, 3_000).created_at).toBe(3_000);
  });

  it('begins with nothing where none is known', () => {
    expect(toProfileEvent(undefined, fields, 5)).toEqual({
      kind: 0,
      tags: [],
      content: '{"name":"b"}',
      created_at: 5,
    });
  });
});

it.each([
  ['picture', 'https://a.example/a.png', undefined],
  ['picture', 'http://a.example/a.png', 'url'],
  ['banner', 'javascript:alert(1)', 'url'],
  ['website', 'http://a.example', undefined],
  ['website', 'a.example', 'url'],
  ['nip05', '_@a.example', undefined],
  ['nip05', 'a.example', 'address'],
  ['lud16', 'a @b.example', 'address'],
  ['name', 'anything', undefined],
  ['picture', ' ', undefined],
] as const)('%s may be %j: %s', (field, value, problem) => {
  expect(toProfileProblem(field, value)).toBe(problem);
});
