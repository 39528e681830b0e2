/** Reads the tags of a page's event into facts: every value may be missing, huge or nonsense, and none of it throws. */
import type { EventTemplate } from '../event';
import { toKindName } from '../kinds';
import { CHOICES, type Choice, type Fact, type Label, type Target } from './fact';

type Tags = Pick<EventTemplate, 'tags'>;

/** More than these are left to the raw event. */
const MAX_PEOPLE = 5;
const MAX_TEXTS = 12;

const HEX32 = /^[0-9a-f]{64}$/;
const ADDRESS = /^(\d{1,5}):([0-9a-f]{64}):(.*)$/s;

export const isHex32 = (text: string | undefined): text is string => text !== undefined && HEX32.test(text);

/** The first value of a tag that is not empty. */
export const first = ({ tags }: Tags, name: string): string | undefined =>
  tags.find(([tag, value]) => tag === name && value)?.[1];

/** All values of a tag that are not empty, each once. */
export const all = ({ tags }: Tags, name: string): string[] => [
  ...new Set(tags.flatMap(([tag, value]) => (tag === name && value ? [value] : []))),
];

/** A line of foreign text, if there is any. */
export const text = (label: Label, value: string | undefined): Fact[] =>
  value ? [{ type: 'text', label, text: value }] : [];

/** Some foreign texts; a few are shown, the rest counted. */
export function texts(label: Label, values: readonly string[]): Fact[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, MAX_TEXTS);
  return [{ type: 'texts', label, texts: shown, more: values.length - shown.length }];
}

/** Some people by pubkey; what is no pubkey is left out. */
export function people(label: Label, values: readonly (string | undefined)[]): Fact[] {
  const pubkeys = [...new Set(values.filter(isHex32))];
  if (pubkeys.length === 0) return [];
  const shown = pubkeys.slice(0, MAX_PEOPLE);
  return [{ type: 'people', label, pubkeys: shown, more: pubkeys.length - shown.length }];
}

/** How many there are, if there are any. */
export const count = (label: Label, number: number): Fact[] =>
  number > 0 ? [{ type: 'count', label, count: number }] : [];

/** A time in seconds; anything else is shown as the text it is. */
export function moment(label: Label, value: string | undefined): Fact[] {
  if (value === undefined || !/^\d{1,12}$/.test(value)) return text(label, value);
  return [{ type: 'moment', label, at: Number(value) }];
}

/** An amount of thousandths of a satoshi, as zaps have it; anything else is shown as the text it is. */
export function millisats(label: Label, value: string | undefined): Fact[] {
  if (value === undefined || !/^\d{1,15}$/.test(value)) return text(label, value);
  return [{ type: 'sats', label, amount: Number(value) / 1_000 }];
}

/** A number of bytes; anything else is shown as the text it is. */
export function bytes(label: Label, value: string | undefined): Fact[] {
  if (value === undefined || !/^\d{1,15}$/.test(value)) return text(label, value);
  return [{ type: 'bytes', label, bytes: Number(value) }];
}

/** A value that a NIP fixes; anything else is shown as the text it is. */
export function choice(label: Label, value: string | undefined): Fact[] {
  const known = CHOICES.find((each): each is Choice => each === value);
  return known ? [{ type: 'choice', label, choice: known }] : text(label, value);
}

/** The kinds that a tag lists by number, by name and each once. */
export function kinds(label: Label, values: readonly string[]): Fact[] {
  const names = values.filter((value) => /^\d{1,5}$/.test(value)).map((value) => toKindName(Number(value)));
  return names.length > 0 ? [{ type: 'kinds', label, kinds: [...new Set(names)] }] : [];
}

/** Another event that is meant, if the tag names one. */
export const target = (label: Label, tag: readonly string[] | undefined): Fact[] => {
  const found = tag && toTarget(tag);
  return found ? [{ type: 'event', label, ...found }] : [];
};

/** The event in an `e`, `q` or `E` tag, or in an `a` or `A` tag by its address. */
export function toTarget([, value = '', ...rest]: readonly string[]): Target | undefined {
  if (HEX32.test(value)) {
    const pubkey = rest.slice(1).find(isHex32);
    return { id: value, ...(pubkey && { pubkey }) };
  }
  const [, kind, pubkey, name] = ADDRESS.exec(value) ?? [];
  if (kind === undefined || pubkey === undefined) return undefined;
  return { id: value, pubkey, kind: toKindName(Number(kind)), ...(name && { name }) };
}

/** The last tag of this name that names an event. */
export const lastTarget = ({ tags }: Tags, ...names: string[]): string[] | undefined =>
  tags.findLast((tag) => names.includes(tag[0] ?? '') && toTarget(tag) !== undefined);

/** The author of the event that a tag names: in the tag, else the one person of the event. */
export function withAuthor(event: Tags, facts: Fact[]): Fact[] {
  const people = all(event, 'p').filter(isHex32);
  const [only] = people.length === 1 ? people : [];
  return facts.map((fact) =>
    fact.type === 'event' && fact.pubkey === undefined && only ? { ...fact, pubkey: only } : fact,
  );
}
