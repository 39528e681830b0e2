/**
 * What a relay says of itself: its information document (NIP-11), read field by field. All of it is the relay's own
 * word: text to be shown as text, numbers in their limits, and nothing else.
 */
import { parseRelayUrl } from '../nostr/relay-url';
import { FacetError } from '../rpc/errors';
import type { RelayFacts } from '../rpc/relays';
import { fetchJson } from './fetch-json';

const MAX_BYTES = 64 * 1024;
const MAX_TEXT = 300;
const MAX_DESCRIPTION = 4_000;

/** Most NIPs that are named, and the highest number of one: they are hexadecimal by now, and those are texts. */
const MOST_NIPS = 200;
const MAX_NIP = 9_999;

/** Asks a relay. Throws as `fetchJson` does, and `unsupported` for a relay of this machine, which cannot be asked over https. */
export async function fetchRelayFacts(relay: string): Promise<RelayFacts> {
  const url = new URL(parseRelayUrl(relay));
  if (url.protocol !== 'wss:') {
    throw new FacetError('unsupported', 'a relay without encryption is not asked about itself');
  }
  url.protocol = 'https:';
  return readRelayFacts(
    await fetchJson(url.href, MAX_BYTES, { accept: 'application/nostr+json', who: 'the relay' }),
  );
}

/** The facts of a document; whatever has another shape is left out. */
export function readRelayFacts(document: unknown): RelayFacts {
  const whole = toObject(document);
  const limitation = toObject(whole['limitation']);
  return {
    ...text('name', whole['name']),
    ...text('description', whole['description'], MAX_DESCRIPTION),
    ...text('contact', whole['contact']),
    ...text('software', whole['software']),
    ...text('version', whole['version']),
    ...text('terms', whole['terms_of_service']),
    ...text('privacy', whole['privacy_policy']),
    ...text('posting', whole['posting_policy']),
    nips: toNips(whole['supported_nips']),
    ...flag('authRequired', limitation['auth_required']),
    ...flag('paymentRequired', limitation['payment_required']),
    ...flag('restrictedWrites', limitation['restricted_writes']),
    ...count('maxMessage', limitation['max_message_length']),
    ...count('maxSubscriptions', limitation['max_subscriptions']),
  };
}

type Text = 'name' | 'description' | 'contact' | 'software' | 'version' | 'terms' | 'privacy' | 'posting';
type Flag = 'authRequired' | 'paymentRequired' | 'restrictedWrites';
type Count = 'maxMessage' | 'maxSubscriptions';

const toObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function text(name: Text, value: unknown, most = MAX_TEXT): Partial<RelayFacts> {
  const words = typeof value === 'string' ? value.trim().slice(0, most) : '';
  return words === '' ? {} : { [name]: words };
}

const flag = (name: Flag, value: unknown): Partial<RelayFacts> =>
  typeof value === 'boolean' ? { [name]: value } : {};

const count = (name: Count, value: unknown): Partial<RelayFacts> =>
  Number.isSafeInteger(value) && (value as number) > 0 ? { [name]: value } : {};

function toNips(value: unknown): number[] {
  const isNip = (each: unknown): each is number =>
    Number.isInteger(each) && (each as number) > 0 && (each as number) <= MAX_NIP;
  const nips: unknown[] = Array.isArray(value) ? value.slice(0, MOST_NIPS) : [];
  return [...new Set(nips.filter(isNip))].toSorted((one, other) => one - other);
}
