import { expect, it } from 'vitest';
import { enqueue, isWaiting, MOST_TRIES, PATIENCE, renew, settle, toWait } from '#lib/outbox/queue';
import type { NostrEvent } from '#lib/nostr/event';
import { createState } from '#lib/storage/state';
import { signAs } from '../../support/keys';

/** The ids that wait after these were put in, one after another. */
function putIn(...events: NostrEvent[]): string[] {
  const draft = createState();
  for (const event of events) enqueue(draft, event, ['wss://a.example/'], 0);
  return draft.outbox?.map(({ event }) => event.id) ?? [];
}

const toIds = (events: NostrEvent[]) => events.map(({ id }) => id);

it('an older event that comes after a newer one is left out', () => {
  const [older, newer] = [1, 2].map((created_at) => signAs('ada', { kind: 0, created_at }));
  expect(putIn(newer as NostrEvent, older as NostrEvent)).toEqual([newer?.id]);
});

it.each([
  ['of another author', signAs('bob', { kind: 0 })],
  ['of another kind', signAs('ada', { kind: 10_002 })],
])('an event %s takes nobody’s place', (_what, event) => {
  const profile = signAs('ada', { kind: 0 });
  expect(putIn(profile, event)).toEqual(toIds([profile, event]));
});

it('an event of a kind with names takes the place of the same name only, one of a plain kind of none', () => {
  const named = (d: string, created_at: number) =>
    signAs('ada', { kind: 30_000, tags: [['d', d]], created_at });
  const plain = [signAs('ada', { content: '1' }), signAs('ada', { content: '2' })];
  const kept = [named('y', 1), named('x', 2), ...plain];
  expect(putIn(named('x', 1), ...kept)).toEqual(toIds(kept));
});

it('waits differ by chance, so that not all machines come back at once', () => {
  expect([0, 0.5, 1].map((random) => toWait(1, random))).toEqual([30_000, 37_500, 45_000]);
});

/** What waits after so many tries, the last one at `now`; the first of two relays says `answer`, the other never anything. */
function tried(tries: number, now: number, answer: 'none' | 'accepted' | 'refused' = 'none') {
  const draft = createState();
  const event = signAs('ada', { kind: 0 });
  const urls = ['wss://a.example/', 'wss://b.example/'];
  enqueue(draft, event, urls, 0);
  for (let at = 1; at <= tries; at += 1) {
    settle(draft, event.id, [{ url: 'wss://a.example/', answer }], 1, at < tries ? 1 : now);
  }
  return { draft, id: event.id, item: draft.outbox?.[0] };
}

it('a relay that never answers is given up after days and many tries, and asked again when the person says so', () => {
  const { draft, id, item } = tried(MOST_TRIES, PATIENCE);
  expect(item).toMatchObject({ givenUp: true, relays: [{ answer: 'none' }, { answer: 'none' }] });
  expect(item && isWaiting(item)).toBe(false);
  renew(draft, id, PATIENCE);
  expect(item && isWaiting(item)).toBe(true);
  expect(item).not.toHaveProperty('givenUp');
});

it.each([
  ['days without tries, as of a machine that was off', MOST_TRIES - 1, PATIENCE],
  ['tries of less than a few days', MOST_TRIES, PATIENCE - 1],
])('%s are no reason to give up', (_what, tries, now) => {
  const { item } = tried(tries, now);
  expect(item && isWaiting(item)).toBe(true);
});

it('an event that one relay took goes once the others were asked for long enough; one that none took stays', () => {
  expect(tried(MOST_TRIES, PATIENCE, 'accepted').item).toBeUndefined();
  expect(tried(MOST_TRIES, PATIENCE, 'refused').item).toMatchObject({ givenUp: true });
});
