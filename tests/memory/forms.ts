/** In which forms a secret may lie in memory, and of which kind it is. */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { nsecEncode } from 'nostr-tools/nip19';
import { toTraces } from '../e2e/disk-search';

export interface Secret {
  kind: string;
  /** A text, or 32 bytes and more. */
  value: string | Uint8Array;
  /** Signs: such a number is also held backwards, negated and as an nsec. */
  signs?: boolean;
}

/** Bytes of the later half of a key: what an allocator leaves when it writes its own notes over the beginning of what was freed. */
const HALF = 16;

const ORDER = secp256k1.Point.Fn.ORDER;
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A text with one byte and with two bytes for each character, as V8 and Blink hold it. */
const toTexts = (name: string, text: string): Record<string, Buffer> => ({
  [name]: Buffer.from(text, 'latin1'),
  [`${name}, UTF-16`]: Buffer.from(text, 'utf16le'),
});

function toSigningForms(key: Uint8Array): Record<string, Buffer> {
  const negated = Buffer.from((ORDER - BigInt(`0x${toHex(key)}`)).toString(16).padStart(64, '0'), 'hex');
  return {
    backwards: Buffer.from(key).reverse(),
    negated,
    'negated, backwards': Buffer.from(negated).reverse(),
    ...toTexts('nsec', nsecEncode(key)),
  };
}

/** Every form of a secret, by name. `later half`, which bytes alone have, is met wherever `itself` is. */
export function toForms({ value, signs }: Secret): Record<string, Buffer> {
  const traces = toTraces('itself', value);
  if (typeof value === 'string') return traces;
  const hex = toHex(value);
  return {
    ...traces,
    ...toTexts('hex', hex),
    ...toTexts('upper hex', hex.toUpperCase()),
    ...toTexts('base64', traces['itself, base64']!.toString('latin1')),
    ...toTexts('list of numbers', value.subarray(0, HALF).join(',')),
    ...(signs ? toSigningForms(value) : {}),
    'later half': Buffer.from(value.subarray(-HALF)),
  };
}

/** What is counted of one kind of secret: whole copies in any form, and later halves whose beginning is gone. */
export interface Count {
  whole: number;
  half: number;
  /** Whole copies by their form. */
  forms: Record<string, number>;
}

/** All forms of all secrets for a search, and what its counts come to by kind. */
export function toSought(secrets: readonly Secret[]) {
  const sequences: Record<string, Buffer> = {};
  const seen = new Set<string>();
  secrets.forEach((secret, index) => {
    for (const [form, bytes] of Object.entries(toForms(secret))) {
      const text = bytes.toString('latin1');
      if (!seen.has(text)) sequences[`${index} ${form}`] = bytes; // one that has two names counts once
      seen.add(text);
    }
  });

  function toCounts(counts: Readonly<Record<string, number>>): Record<string, Count> {
    const kinds: Record<string, Count> = {};
    secrets.forEach(({ kind, value }, index) => {
      const count = (kinds[kind] ??= { whole: 0, half: 0, forms: {} });
      const of = (form: string) => counts[`${index} ${form}`] ?? 0;
      for (const name of Object.keys(sequences)) {
        const [which, ...words] = name.split(' ');
        const form = words.join(' ');
        if (Number(which) !== index || form === 'later half' || of(form) === 0) continue;
        count.whole += of(form);
        count.forms[form] = (count.forms[form] ?? 0) + of(form);
      }
      if (typeof value !== 'string') count.half += of('later half') - of('itself');
    });
    return kinds;
  }
  return { sequences, toCounts };
}
