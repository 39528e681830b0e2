import { verifyEvent } from 'nostr-tools/pure';
import { expect, it } from 'vitest';
import { people } from '../../../scripts/demo/people';
import { seed } from '../../../scripts/demo/seed';
import { startRelay } from '../../../scripts/relay/relay';

it('fills a relay with profiles, follows, mutes and notes of everybody, and once is enough', async () => {
  const relay = await startRelay();
  await seed(relay);
  const events = relay.events();
  for (const person of Object.values(people)) {
    const own = (kind: number) =>
      events.filter((event) => event.pubkey === person.pubkey && event.kind === kind);
    expect(JSON.parse(own(0)[0]?.content ?? '')).toMatchObject({ name: person.name });
    expect(own(3).map(({ tags }) => tags.length)).toEqual([person.follows]);
    expect(own(10_000).map(({ tags }) => tags.length)).toEqual([person.mutes]);
    expect(
      own(1)
        .map(({ content }) => content)
        .toSorted(),
    ).toEqual(person.notes.toSorted());
  }
  // a copy, for nostr-tools leaves a mark on what it has verified
  expect(events.every((event) => verifyEvent({ ...event }))).toBe(true);
  await seed(relay);
  expect(relay.events()).toEqual(events);
  await relay.stop();
});
