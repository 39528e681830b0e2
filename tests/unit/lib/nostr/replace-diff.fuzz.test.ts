import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventTemplate } from '#lib/nostr/event';
import { isEmptyDiff, toEntryDiff, toReplaceDiff } from '#lib/nostr/replace-diff';

const NIP44 = `A${'q'.repeat(175)}`;
const NIP04 = 'aGVsbG8=?iv=aGVsbG8gaGVsbG8gaGVsbA==';
const event = (kind: number, tags: string[][], content: string): EventTemplate => ({
  kind,
  tags,
  content,
  created_at: 1,
});

const name = fc.constantFrom(
  'p',
  'e',
  'a',
  't',
  'word',
  'r',
  'relay',
  'server',
  'emoji',
  'group',
  'd',
  'title',
);
const value = fc.constantFrom('1', '2', '3', 'wss://a.example', 'wss://a.example/', 'x', '');
const tag = fc.tuple(name, fc.array(value, { maxLength: 3 })).map(([first, rest]) => [first, ...rest]);
const tags = fc.array(tag, { maxLength: 12 });
const events = fc
  .tuple(
    fc.constantFrom(0, 3, 10_000, 10_002, 30_003),
    tags,
    fc.constantFrom('', NIP44, NIP04, '{"name":"a"}', 'text'),
  )
  .map(([kind, given, content]) => event(kind, given, content));
const pair = fc
  .tuple(events, events)
  .map(([before, after]): [EventTemplate, EventTemplate] => [before, { ...after, kind: before.kind }]);

describe('whatever two events say', () => {
  it('one event is no different from itself', () => {
    fc.assert(fc.property(events, (one) => isEmptyDiff(toReplaceDiff(one, structuredClone(one)))));
  });

  it('what comes one way goes the other', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const there = toReplaceDiff(before, after);
        const back = toReplaceDiff(after, before);
        const toKeys = (entries: { name: string; value: string }[]) =>
          entries.map((each) => `${each.name} ${each.value}`);
        expect(toKeys(back.added)).toEqual(toKeys(there.removed));
        expect(toKeys(back.removed)).toEqual(toKeys(there.added));
        expect(back.kept).toBe(there.kept);
        expect(back.changed).toHaveLength(there.changed.length);
        expect(back.fields).toHaveLength(there.fields.length);
      }),
    );
  });

  it('no entry is counted twice or forgotten', () => {
    fc.assert(
      fc.property(tags, tags, (before, after) => {
        const { added, removed, changed, kept } = toEntryDiff(before, after);
        const count = (list: string[][]) => toEntryDiff([], list).added.length;
        expect(removed.length + changed.length + kept).toBe(count(before));
        expect(added.length + changed.length + kept).toBe(count(after));
      }),
    );
  });
});
