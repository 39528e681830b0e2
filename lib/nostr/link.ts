/** `nostr:` links (NIP-21), and the web clients that open them. */
import { InvalidError } from '../rpc/errors';
import { decodeBech32 } from './bech32';

/** What a link may be about; never a private key. */
const PREFIXES = ['npub', 'note', 'nprofile', 'nevent', 'naddr'] as const;

const MAX_LINK = 2_000;
const MAX_TEMPLATE = 500;

/** Where the NIP-19 text goes in a template. */
const PLACE = '{}';

/** Clients that take every kind of NIP-19 text at one address. */
export const LINK_CLIENTS = [
  { name: 'njump', template: 'https://njump.me/{}' },
  { name: 'Coracle', template: 'https://coracle.social/{}' },
  { name: 'Snort', template: 'https://snort.social/{}' },
  { name: 'Iris', template: 'https://iris.to/{}' },
] as const;

/** In the place of a template: the browser does with a link what it does without Facet. */
export const BY_BROWSER = 'browser';

/** Most clients of the person's own. */
export const MOST_OWN = 20;

/** Whether links can be given to this client: one of the list, one of the person's own, or the browser. */
export const isClient = (client: string, own: readonly string[]): boolean =>
  client === BY_BROWSER || own.includes(client) || LINK_CLIENTS.some(({ template }) => template === client);

/** The NIP-19 text of a `nostr:` link, in lower case. Throws InvalidError for anything else, a private key above all. */
export function parseLink(link: string): string {
  const text = link.replace(/^nostr:(\/\/)?/i, '');
  const prefix = PREFIXES.find((each) => text.toLowerCase().startsWith(`${each}1`));
  const bytes = prefix && text.length <= MAX_LINK ? decodeBech32(prefix, text) : undefined;
  const isPlain = prefix === 'npub' || prefix === 'note';
  if (!bytes || !(isPlain ? bytes.length === 32 : hasEntries(bytes))) {
    throw new InvalidError('a nostr link names an npub, note, nprofile, nevent or naddr, this one does not');
  }
  return text.toLowerCase();
}

/** Entries of type, length and value up to the end, one of which is the thing itself (type 0). */
function hasEntries(bytes: Uint8Array): boolean {
  let isNamed = false;
  let at = 0;
  while (at < bytes.length) {
    isNamed ||= bytes[at] === 0;
    at += 2 + (bytes[at + 1] ?? Infinity);
  }
  return isNamed && at === bytes.length;
}

/** The address of a client with `{}` or `%s` where the NIP-19 text goes. Throws InvalidError but for https, and one place. */
export function parseTemplate(input: string): string {
  const text = input.trim().replace('%s', PLACE);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const parts = text.split(PLACE);
  const isFine =
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    text.length <= MAX_TEMPLATE &&
    parts.length === 2 &&
    // the place must come after the host: it is no part of a name of a server
    URL.canParse(parts[0] ?? '') &&
    new URL(parts[0] ?? '').host === url.host &&
    /^https:\/\/[^/?#]+[/?#]/i.test(parts[0] ?? '');
  if (!isFine) throw new InvalidError('a client is an https address with {} where the link goes');
  return text;
}

/** The address at which a client opens this. */
export const toLinkUrl = (template: string, entity: string): string => template.replace(PLACE, entity);
