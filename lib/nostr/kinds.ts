/**
 * Every kind of event in the registry of the NIPs, by name; one file per family in `kinds/`.
 * A name is a key of the message catalogue: `kind.<name>` says what it is, `prompt.sign.<name>` what a site wants,
 * where people meet the kind often enough for a sentence of its own.
 */
import { CODE } from './kinds/code';
import { GROUPS } from './kinds/groups';
import { LISTS } from './kinds/lists';
import { MONEY } from './kinds/money';
import { NETWORK } from './kinds/network';
import { SOCIAL } from './kinds/social';
import { WRITING } from './kinds/writing';

const NAMES = { ...SOCIAL, ...GROUPS, ...LISTS, ...WRITING, ...CODE, ...MONEY, ...NETWORK } as const;

/** Kinds that share a name, the first and the last of each row; a kind with a name of its own keeps it. */
const RANGES = [
  [5_000, 5_999, 'jobRequest'],
  [6_000, 6_999, 'jobResult'],
  [9_000, 9_030, 'groupAdmin'],
  [39_000, 39_009, 'groupMetadata'],
] as const;

/** What a kind is called; `unknown` is one that Facet has never heard of. */
export type KindName = (typeof NAMES)[keyof typeof NAMES] | (typeof RANGES)[number][2] | 'unknown';

/** The name of a kind, `unknown` for one that Facet has never heard of. */
export function toKindName(kind: number): KindName {
  if (Object.hasOwn(NAMES, kind)) return NAMES[kind as keyof typeof NAMES];
  return RANGES.find(([first, last]) => kind >= first && kind <= last)?.[2] ?? 'unknown';
}

/** Whether relays keep only the newest event of this kind (and `d` tag) by an author (NIP-01). */
export const isReplaceable = (kind: number): boolean =>
  kind === 0 || kind === 3 || (kind >= 10_000 && kind < 20_000) || isAddressable(kind);

/** Whether the `d` tag names which of the author's events of this kind is meant (NIP-01). */
export const isAddressable = (kind: number): boolean => kind >= 30_000 && kind < 40_000;
