import type { Survivor } from '../../scripts/mutants/report.ts';

/** Mutants that live though nothing is wrong with the tests, and why. */
export const SURVIVORS: readonly Survivor[] = [
  {
    id: 'nostr/address parseAddress and-or: !name || !domain → ((!name) && (!domain))',
    why: 'the expression finds both or neither; that each is asked for is for the types',
  },
  {
    id: 'nostr/deletion isDeletable number: 30_000 → 30001',
    why: 'kind 30000 is replaceable, so it is refused a step earlier',
  },
  {
    id: 'rpc/parse base64url number: 4 → 5',
    why: 'A text that is too long is only refused before it is decoded; the bytes that come of it are counted right after.',
  },
  {
    id: 'rpc/window-nostr lastId number: 0 → 1',
    why: 'Ids of calls have to differ from each other; with which number they begin is the same to everybody.',
  },
  {
    id: 'signers/private-part isBlocks number: 0 → 1',
    why: 'One byte is no whole block either: the next check refuses it.',
  },
  {
    id: 'signers/remote/link move guard: if (!Array.isArray(wish)) return;',
    why: 'What is no list throws in the next line, and whatever throws there leaves the relays as they are; the types want it said.',
  },
  {
    id: 'prompts/places toName not: isPrivate → !(isPrivate)',
    why: 'The other kind of window has the prefix then: the two names differ as before, and nobody sees them.',
  },
  {
    id: 'prompts/entries expectEntry call: expected.delete(id);',
    why: 'What stays behind is a callback of which the wait is over: to call it again does nothing.',
  },
  {
    id: 'nostr/origin-parts domain default: parseHost(hostname, { allowPrivateDomains: true }).domain ?? hostname → (parseHost(hostname, { allowPrivateDomains: true }).domain)',
    why: 'Without a domain nothing is found in the host, and all of it is the tail as well; the types want it said.',
  },
  {
    id: 'nostr/previews late edge: event.created_at > now → event.created_at >= now',
    why: 'Only a time that is far from now is shown at all.',
  },
  {
    id: 'nostr/previews/money amounts edge: amount > 0 → amount >= 0',
    why: 'A proof of nothing adds nothing to the sum.',
  },
  {
    id: 'nostr/kept-copies trim edge: index > 0 → index >= 0',
    why: 'The first copy is never the one that is found: it has none before it.',
  },
  {
    id: 'nostr/kept-copies fullest default: sizes.get(one) ?? 0 → (sizes.get(one))',
    why: 'Each copy has its size in there; the types want it said.',
  },
  {
    id: 'nostr/json-members members default: toJsonMembers(text) ?? [] → (toJsonMembers(text))',
    why: 'Whoever calls has seen that the text is an object; the types want it said.',
  },
  {
    id: 'nostr/previews/groups withRole step: tag.slice(2) → tag',
    why: 'What is looked through as well is `p` and a pubkey, and neither is a role.',
  },
  {
    id: "nostr/profile-edit content default: held?.content ?? '{}' → (held?.content)",
    why: 'What is no text of an object is edited as an empty one; the types want it said.',
  },
  {
    id: 'signers/remote/client receive if: if (seen.size > MOST_SEEN) seen.delete(id);',
    why: 'It bounds what thousands of true messages of the own signer take; a test that signs and opens 501 of them takes 16 seconds.',
  },
  {
    id: "nostr/link isFine default: parts[0] ?? '' → (parts[0]) (3)",
    why: 'There are two parts when this is asked; the types want it said.',
  },
  {
    id: 'nostr/kept-copies trim guard: if (left.length <= MOST_COPIES) return left;',
    why: 'It spares counting: where there are few copies none is taken out.',
  },
  {
    id: 'vault/passkey wrapContext default: name ?? null → (name)',
    why: 'What is bound is JSON, which has null in a list where there is nothing.',
  },
  {
    id: 'nostr/bech32 length number: 128 → 129',
    why: 'One character more is looked up, and it is none of the alphabet.',
  },
  {
    id: 'nostr/deletion isDeletable edge: kind < 30_000 → kind <= 30_000',
    why: 'kind 30000 is replaceable, so it is refused a step earlier',
  },
  {
    id: 'rpc/blocks held default: getBlock(each, origin, now) ?? [] → (getBlock(each, origin, now))',
    why: 'What is undefined is sorted to the end, behind each block there is.',
  },
  {
    id: 'signers/conversations MAX_CONVERSATIONS number: 200 → 201',
    why: 'The number is a choice; that it holds is tested by the number itself.',
  },
  {
    id: 'nostr/kept-copies MOST_CHARACTERS number: 4_000_000 → 4000001',
    why: 'One character more of four million; that there is an end is tested.',
  },
  {
    id: 'nostr/kept-copies fullest number: 0 → 1 (2)',
    why: 'Each copy has its size in there; the types want it said.',
  },
  {
    id: "rpc/window-nostr receive guard: if ('look' in message) return look();",
    why: 'What a look is for is seen end to end, beside another signer; a page of the unit tests has none.',
  },
  {
    id: 'vault/vault retryAt number: 0 → 1',
    why: 'A time in 1970 is over either way.',
  },
  {
    id: "signers/remote/attempts meet default: answer ?? '' → (answer) (2)",
    why: 'No other answer than sixty-four digits comes this far; the types want it said.',
  },
  {
    id: 'nostr/list-entries toEntries edge: entry.rest.length > 1 → entry.rest.length >= 1',
    why: 'What is said once is distinct as it is.',
  },
  {
    id: 'nostr/mentions tail number: 0 → 1',
    why: 'Eight digits push it out, and it is looked at after sixty-four.',
  },
  {
    id: 'prompts/kept-answers keep edge: now < until → now <= until',
    why: 'An answer whose time ends at this very moment is given to nobody, whether it is kept or not.',
  },
  {
    id: "nostr/previews authors and-or: fact.type === 'event' && fact.pubkey → ((fact.type === 'event') || (fact.pubkey))",
    why: 'Only events have a pubkey, and for one without nobody is left out.',
  },
  {
    id: 'nostr/link hasEntries default: bytes[at + 1] ?? Infinity → (bytes[at + 1])',
    why: 'A length that is not there makes the sum no number, which ends the loop and is not the end either.',
  },
  {
    id: 'signers/remote/attempts begin call: over.catch(() => undefined);',
    why: 'Whoever waits hears of it all the same; without it the console says that nobody did.',
  },
  {
    id: "nostr/previews/groups text default: first(event, 'description') ?? event.content → (first(event, 'description'))",
    why: 'Where a view has no text the content of the event is shown, which is the same.',
  },
  {
    id: "nostr/foreign end default: text[limit - 1] ?? '' → (text[limit - 1])",
    why: 'What is not there is read as the word for that, which is no half of a character; the types want it said.',
  },
  {
    id: 'rpc/in-flight MAX_SIZE_IN_FLIGHT number: 1024 → 1025',
    why: 'A thousandth more; that there is a bound, and what it does, is tested.',
  },
  {
    id: 'nostr/foreign toEmoji edge: match.length > 1 → match.length >= 1',
    why: 'A picture of one character is shown as it is, by this exception or without.',
  },
  {
    id: 'nostr/verify sig number: 128 → 129',
    why: 'A signature with one digit more does not verify.',
  },
  {
    id: 'nostr/kept-copies fullest default: sizes.get(other) ?? 0 → (sizes.get(other))',
    why: 'Each copy has its size in there; the types want it said.',
  },
];
