import type { Ask } from '#lib/relays/plan';

/** A plan that asks each of these relays for all of these accounts, from the beginning. */
export const planOf = (pubkeys: string[], urls: string[]): Ask[] =>
  pubkeys.length === 0 ? [] : urls.map((url) => ({ url, authors: [{ pubkeys }] }));
