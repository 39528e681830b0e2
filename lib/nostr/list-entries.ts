/** The entries of a list: what each tag names, by which it is the same entry in two lists, and what is said of it. */

/** One entry. `rest` is what its tags say beyond what they name, one list for each of them that says something. */
export interface Entry {
  name: string;
  value: string;
  rest: string[][];
}

/** Tags that say something about the list itself, once. */
const FIELDS: readonly string[] = [
  ...['title', 'name', 'summary', 'description', 'image', 'thumb', 'alt', 'published_at', 'expiration'],
  ...['status', 'starts', 'ends', 'start', 'end', 'location', 'price', 'streaming', 'pubkey'],
];

/** The list's own name, and the program that wrote it: neither is in it. */
const IGNORED: readonly string[] = ['d', 'client'];

/** Tags whose value is an address, which some write with a slash behind it and some without. */
const ADDRESSES: readonly string[] = ['r', 'relay', 'server'];

const toAddress = (value: string): string => (URL.canParse(value) ? new URL(value).href : value);

/** What makes two tags the same entry. A group is named by its id and its relay (NIP-29). */
function toKey([name = '', value = '', second = '']: string[]): string {
  if (name === 'group') return JSON.stringify([name, value, toAddress(second)]);
  return JSON.stringify([name, ADDRESSES.includes(name) ? toAddress(value) : value]);
}

/** What a tag says beyond what it names, without the empty places that some clients write at its end. */
function toRest([name, , ...rest]: string[]): string[] {
  const said = name === 'group' ? rest.slice(1) : rest;
  return said.slice(0, said.findLastIndex((part) => part !== '') + 1);
}

/** The entries by their keys, in order; two tags of the same key are one entry. The time grows with the length, whatever they say. */
export function toEntries(tags: readonly string[][]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const tag of tags) {
    const [name = '', value = ''] = tag;
    if (name === '' || IGNORED.includes(name) || FIELDS.includes(name)) continue;
    const key = toKey(tag);
    const rest = toRest(tag);
    const entry = entries.get(key) ?? { name, value, rest: [] };
    if (rest.length > 0) entry.rest.push(rest);
    entries.set(key, entry);
  }
  for (const entry of entries.values()) if (entry.rest.length > 1) entry.rest = toDistinct(entry.rest);
  return entries;
}

/** The order in which an entry is repeated says nothing. */
const toDistinct = (said: string[][]): string[][] =>
  [...new Map(said.map((rest) => [JSON.stringify(rest), rest]))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rest]) => rest);

/** What the list says of itself, by the names of the tags. */
export const toFieldTags = (tags: readonly string[][]): Map<string, string> =>
  new Map(tags.flatMap(([name = '', value = '']) => (FIELDS.includes(name) ? [[name, value] as const] : [])));
