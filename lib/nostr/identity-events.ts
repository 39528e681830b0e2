/** The first events of a new identity: who it is (0), where it writes and reads (10002), where messages reach it (10050). */
import type { EventTemplate } from './event';
import { MESSAGE_RELAYS, PROFILE, RELAYS } from './lists';

/** The kinds that Facet itself publishes. */
export const OWN_KINDS: readonly number[] = [PROFILE, RELAYS, MESSAGE_RELAYS];

/** NIP-17: everybody who writes to this account connects to all of them. */
const MOST_MESSAGE_RELAYS = 3;

/** What a person says of a new identity; all of it may be empty. */
export interface Identity {
  name: string;
  about: string;
  picture: string;
  /** In normal form. */
  relays: string[];
}

/** What would be published of it, at `now` in seconds; nothing of what was left empty. */
export function toIdentityEvents({ relays, ...profile }: Identity, now: number): EventTemplate[] {
  const said = Object.entries(profile).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []));
  const toEvent = (kind: number, tags: string[][], content = ''): EventTemplate[] => [
    { kind, created_at: now, tags, content },
  ];
  return [
    ...(said.length > 0 ? toEvent(PROFILE, [], JSON.stringify(Object.fromEntries(said))) : []),
    ...(relays.length > 0 ? toEvent(RELAYS, toTags('r', relays)) : []),
    ...(relays.length > 0
      ? toEvent(MESSAGE_RELAYS, toTags('relay', relays.slice(0, MOST_MESSAGE_RELAYS)))
      : []),
  ];
}

const toTags = (name: string, relays: string[]): string[][] => relays.map((url) => [name, url]);
