/** People who exist in the benchmark only, and what relays have of them: everything is made from a label. */
import { createHash } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { finalizeEvent, type Event } from 'nostr-tools/pure';
import type { Relay } from '../../../scripts/relay/relay';

const FOLLOWS = 300;
const MUTES = 50;

/** How many relays of their own each of them writes to. */
const WRITES = 3;

/** Older than what is asked for again to be sure that nothing was missed. */
const MADE_AT = 1_700_000_000;

const hashOf = (label: string) => createHash('sha256').update(`facet bench: ${label}`).digest();

const secretOf = (person: number) => new Uint8Array(hashOf(`person ${person}`));

/** Where a person writes: together they write to all of the relays, and the first of them to the last ones. */
const toWrites = (person: number, relays: readonly Relay[]): Relay[] =>
  Array.from({ length: WRITES }, (_, place) => relays[(person + place + 2) % relays.length] as Relay);

const toPeople = (count: number, label: string): string[][] =>
  Array.from({ length: count }, (_, index) => ['p', hashOf(`${label} ${index}`).toString('hex')]);

function toEvents(person: number, writes: readonly Relay[]): Event[] {
  const content = JSON.stringify({
    name: `Person ${person}`,
    about: 'Somebody who says a little of themselves, as most people do. '.repeat(3),
    picture: `https://pictures.example/${person}.jpg`,
    nip05: `person-${person}@people.example`,
  });
  const sign = (kind: number, tags: string[][], text = '') =>
    finalizeEvent({ kind, tags, content: text, created_at: MADE_AT + person }, secretOf(person));
  return [
    sign(0, [], content),
    sign(3, toPeople(FOLLOWS, `followed by ${person}`)),
    sign(10_000, toPeople(MUTES, `muted by ${person}`)),
    sign(
      10_002,
      writes.map(({ url }) => ['r', url]),
    ),
  ];
}

/** Puts what there is of so many people on the relays of `everybody`, and on those that each writes to. */
export async function seedCrowd(
  count: number,
  relays: readonly Relay[],
  everybody: readonly Relay[],
): Promise<void> {
  for (let person = 0; person < count; person += 1) {
    const writes = toWrites(person, relays);
    const events = toEvents(person, writes);
    for (const relay of new Set([...everybody, ...writes])) {
      for (const event of events) await relay.publish(event);
    }
  }
}

/** The keys of the first of them, as a list to be imported. */
export const toKeyList = (count: number): string =>
  Array.from({ length: count }, (_, person) => nsecEncode(secretOf(person))).join('\n');
