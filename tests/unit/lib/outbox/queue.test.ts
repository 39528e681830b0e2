import { expect, it } from 'vitest';
import { enqueue, toWait } from '#lib/outbox/queue';
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
