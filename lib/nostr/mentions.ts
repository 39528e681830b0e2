/**
 * Who of some people an event names: by pubkey or by NIP-19 text, in any tag and in the content. The text is the
 * page's own, so it is read once from front to back, whatever is in it. A checksum that is wrong saves nobody:
 * who reads the text with less care still knows who is meant.
 */
import { bytesToHex } from '@noble/curves/utils.js';
import { readBech32Data } from './bech32';
import type { EventTemplate } from './event';

/** The value of each hex digit by its code, in either case; -1 for what is none. */
const HEX = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

const ONE = '1'.charCodeAt(0);
const LETTER_CASE = 0x20;

/** NIP-19 texts that name a person, by the last letter of what stands before their `1`: where the pubkey is in them. */
const FORMS = new Map(
  (
    [
      ['npub', undefined],
      ['nprofile', 0],
      ['naddr', 2],
      ['nevent', 2],
    ] as const
  ).map(([prefix, entry]) => [prefix.charCodeAt(prefix.length - 1), { prefix, entry }]),
);

/** As many bech32 characters as 32 bytes take. */
const PUBKEY_CHARS = 52;

/** The last eight digits of a pubkey as a number of 32 bits, which can be kept up with digit by digit. */
const toTail = (pubkey: string): number => parseInt(pubkey.slice(-8), 16) | 0;

/** Those of `pubkeys` that the event names, in their order. */
export function findMentions(
  { tags, content }: Pick<EventTemplate, 'tags' | 'content'>,
  pubkeys: readonly string[],
): string[] {
  const wanted = new Set(pubkeys);
  const tails = new Set(pubkeys.map(toTail));
  const named = new Set<string>();
  const name = (pubkey: string) => {
    if (wanted.has(pubkey)) named.add(pubkey);
  };
  const read = (text: string) => readText(text, tails, name);
  for (const tag of tags) tag.forEach(read);
  read(content);
  return pubkeys.filter((pubkey) => named.has(pubkey));
}

function readText(text: string, tails: ReadonlySet<number>, name: (pubkey: string) => void): void {
  let digits = 0;
  let tail = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = HEX[code] ?? -1;
    digits = digit < 0 ? 0 : digits + 1;
    tail = (tail << 4) | digit;
    if (digits >= 64 && tails.has(tail)) name(text.slice(at - 63, at + 1).toLowerCase());
    if (code === ONE) readEntity(text, at, name);
  }
}

/** What stands around the `1` at this place may be a NIP-19 text. */
function readEntity(text: string, at: number, name: (pubkey: string) => void): void {
  const form = FORMS.get(text.charCodeAt(at - 1) | LETTER_CASE);
  if (!form || text.slice(Math.max(0, at - form.prefix.length), at).toLowerCase() !== form.prefix) return;
  if (form.entry === undefined) name(bytesToHex(readBech32Data(text, at + 1, PUBKEY_CHARS)));
  else readEntries(readBech32Data(text, at + 1), form.entry, name);
}

/** Entries of type, length, value, until one is cut off (NIP-19). */
function readEntries(bytes: Uint8Array, wanted: number, name: (pubkey: string) => void): void {
  for (let at = 0; at < bytes.length;) {
    const type = bytes[at];
    const length = bytes[at + 1] ?? NaN;
    const value = bytes.subarray(at + 2, at + 2 + length);
    if (value.length !== length) return;
    if (type === wanted && length === 32) name(bytesToHex(value));
    at += 2 + length;
  }
}
