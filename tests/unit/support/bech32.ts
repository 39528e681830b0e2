/** Bech32 as BIP-173 and BIP-350 say it, by other code than Facet's, so that its parsers are held against something. */
const CHARACTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** What the checksum must come to: for bech32, and for bech32m, which no text of Nostr is. */
export const BECH32 = 1;
export const BECH32M = 0x2bc830a3;

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (let bit = 0; bit < 5; bit += 1) if ((top >> bit) & 1) sum ^= GENERATOR[bit] ?? 0;
  }
  return sum;
}

function spread(prefix: string): number[] {
  const codes = Array.from(prefix, (character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** Bytes as numbers of five bits, the last filled up with zeros. */
function toFives(bytes: Uint8Array): number[] {
  const fives: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held & 0xff) << 8) | byte;
    for (bits += 8; bits >= 5;) fives.push((held >> (bits -= 5)) & 31);
  }
  if (bits > 0) fives.push((held << (5 - bits)) & 31);
  return fives;
}

/** The other way; undefined where more than a rest of zeros is left over. */
function fromFives(fives: readonly number[]): Uint8Array | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const five of fives) {
    held = ((held & 0xfff) << 5) | five;
    if ((bits += 5) >= 8) bytes.push((held >> (bits -= 8)) & 0xff);
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(bytes) : undefined;
}

/** The text of `bytes`, in lower case. */
export function encodeBech32(prefix: string, bytes: Uint8Array, checksum = BECH32): string {
  const data = toFives(bytes);
  const sum = polymod(spread(prefix).concat(data, [0, 0, 0, 0, 0, 0])) ^ checksum;
  let text = `${prefix}1`;
  for (const five of data) text += CHARACTERS.charAt(five);
  for (let bit = 25; bit >= 0; bit -= 5) text += CHARACTERS.charAt((sum >>> bit) & 31);
  return text;
}

/** What a text holds; undefined for no bech32, mixed case and a wrong checksum. */
export function decodeBech32(text: string): { prefix: string; bytes: Uint8Array } | undefined {
  const lower = text.toLowerCase();
  if (lower !== text && text.toUpperCase() !== text) return undefined;
  const at = lower.lastIndexOf('1');
  const prefix = lower.slice(0, at);
  const data = Array.from(lower.slice(at + 1), (character) => CHARACTERS.indexOf(character));
  if (at < 1 || data.length < 6 || data.includes(-1)) return undefined;
  if (polymod(spread(prefix).concat(data)) !== BECH32) return undefined;
  const bytes = fromFives(data.slice(0, -6));
  return bytes && { prefix, bytes };
}
