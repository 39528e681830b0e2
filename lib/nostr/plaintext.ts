/** What a decrypted text is, told from its form alone: what the person reads before a site may. */

/** Somebody's words, the private part of a list, or an event that was wrapped: what is in it is its author's claim. */
export type Plaintext =
  | { type: 'text'; text: string }
  | { type: 'list'; text: string; entries: number }
  | { type: 'event'; kind: number; pubkey: string; content: string; created_at?: number };

const PUBKEY = /^[0-9a-f]{64}$/;

/** What the private part of a list may name (NIP-51). The data of a wallet (NIP-60) has the same form, and is no list. */
const ENTRIES: readonly string[] = [
  ...['p', 'e', 'a', 'q', 't', 'r', 'i', 'k', 'word'],
  ...['relay', 'server', 'group', 'emoji'],
];

/** Longer texts are text: what nobody reads whole is not taken apart either. */
const MAX_PARSED = 512 * 1024;

/** The class of a decrypted text. */
export function toPlaintext(text: string): Plaintext {
  const value = parse(text);
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isEntry)
      ? { type: 'list', text, entries: value.length }
      : { type: 'text', text };
  }
  return toEvent(value) ?? { type: 'text', text };
}

/** What a rule may say of a text: it is somebody's words, the private part of a list, an event. */
export const RULE_CLASSES = ['text', 'list', 'event'] as const;

/** `other`: the data of an app, such as a wallet, or too long to be told. No rule can name it. */
export type TextClass = (typeof RULE_CLASSES)[number] | 'other';

/** The class of a text, as rules know it. */
export function toClass(text: string): TextClass {
  const { type } = toPlaintext(text);
  if (type !== 'text') return type;
  return text.length > MAX_PARSED || parse(text) !== undefined ? 'other' : 'text';
}

function parse(text: string): unknown {
  const [first] = text.trimStart();
  if ((first !== '[' && first !== '{') || text.length > MAX_PARSED) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isEntry = (value: unknown): boolean =>
  Array.isArray(value) && value.every((part) => typeof part === 'string') && ENTRIES.includes(value[0] ?? '');

function toEvent(value: unknown): Plaintext | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const get = (name: string): unknown =>
    Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  const [kind, pubkey, content, created_at] = ['kind', 'pubkey', 'content', 'created_at'].map(get);
  if (!Number.isInteger(kind) || (kind as number) < 0 || (kind as number) > 65_535) return undefined;
  if (typeof pubkey !== 'string' || !PUBKEY.test(pubkey) || typeof content !== 'string') return undefined;
  return {
    type: 'event',
    kind: kind as number,
    pubkey,
    content,
    ...(Number.isSafeInteger(created_at) ? { created_at: created_at as number } : {}),
  };
}
