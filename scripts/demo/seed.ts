import { createHash } from 'node:crypto';
import { finalizeEvent, type Event } from 'nostr-tools/pure';
import type { Relay } from '../relay/relay.ts';
import { people, type DemoPerson } from './people.ts';

/** 2025-01-01: seeding a kept relay again changes nothing, and whatever a person does later is newer. */
const SEEDED_AT = 1_735_689_600;
const HOUR = 3_600;

/** Gives the relay everybody's profile, follows, mutes and notes; returns when all are stored. */
export async function seed(relay: Relay): Promise<void> {
  events ??= Object.values(people).flatMap(toEvents);
  for (const event of events) await relay.publish(event);
}

/** Signed once for all relays. */
let events: Event[] | undefined;

function toEvents(person: DemoPerson, order: number): Event[] {
  const { name, about, nip05 } = person;
  const sign = (kind: number, content: string, tags: string[][], created_at = SEEDED_AT) =>
    finalizeEvent({ kind, content, tags, created_at }, person.secretKey);
  const others = Object.values(people).filter((other) => other !== person);
  return [
    sign(0, JSON.stringify({ name, about, ...(nip05 && { nip05 }) }), []),
    sign(3, '', toTags([...others.map(({ pubkey }) => pubkey), ...strangers()], person.follows)),
    sign(10_000, '', toTags(strangers(), person.mutes)),
    ...person.notes.map((note, i) => sign(1, note, [], SEEDED_AT + (order + 4 * i) * HOUR)),
  ];
}

/** The first `count` pubkeys as tags. */
const toTags = (pubkeys: Iterable<string>, count: number) =>
  Array.from(pubkeys)
    .slice(0, count)
    .map((pubkey) => ['p', pubkey]);

/** Pubkeys of nobody, to fill lists. */
const strangers = () =>
  Array.from({ length: 500 }, (_, i) =>
    createHash('sha256').update(`facet demo stranger ${i}`).digest('hex'),
  );
