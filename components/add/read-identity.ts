/** What is typed about a new identity, and what it amounts to. */
import type { Identity } from '#lib/nostr/identity-events';
import { toProfileProblem } from '#lib/nostr/profile-edit';
import { parseRelayUrl } from '#lib/nostr/relay-url';

/** As typed; relays are separated by spaces, commas or lines. */
export type TypedIdentity = Record<'name' | 'about' | 'picture' | 'relays', string>;

const MOST_RELAYS = 20;

/** The identity, or which fields cannot be used. */
export function readIdentity(typed: TypedIdentity): Identity | { wrong: ('picture' | 'relays')[] } {
  const relays = readRelays(typed.relays);
  const hasText = [typed.name, typed.about, typed.picture].some((text) => text.trim() !== '');
  const wrong = [
    ...(toProfileProblem('picture', typed.picture) ? (['picture'] as const) : []),
    // without a relay nothing can be published, and what was typed would be lost without a word
    ...(relays && (relays.length > 0 || !hasText) ? [] : (['relays'] as const)),
  ];
  if (!relays || wrong.length > 0) return { wrong };
  const { name, about, picture } = typed;
  return { name: name.trim(), about: about.trim(), picture: picture.trim(), relays };
}

function readRelays(text: string): string[] | undefined {
  const words = text.split(/[\s,]+/).filter(Boolean);
  try {
    const urls = words.map((word) => parseRelayUrl(word.includes('://') ? word : `wss://${word}`));
    return urls.length <= MOST_RELAYS ? [...new Set(urls)] : undefined;
  } catch {
    return undefined;
  }
}
