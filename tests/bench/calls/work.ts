/** What the page of the benchmark may be told to do, and what it tells afterwards. Shared by page and runner. */

/** `label` makes the texts of this work different from those of any other. */
export type Work =
  /** Loads the page again, which asks for the public key by itself. */
  | { do: 'load' }
  | { do: 'getPublicKey'; count: number }
  /** One after the other. */
  | { do: 'sign'; label: string; count: number }
  /** All in one go; what is not answered after `within` milliseconds counts as lost. */
  | { do: 'sign-at-once'; label: string; count: number; within: number }
  /** Encrypts a text of `size` characters to the peer and decrypts it again. */
  | { do: 'nip44'; label: string; count: number; size: number; peer: string };

/** How long each took in milliseconds, and what came back; null: nothing did. */
export interface Told {
  ms: number[];
  answers: unknown[];
  /** `window.nostr` was there when the first script of the page ran. Only after a load. */
  early?: boolean;
  /** What went wrong with the work itself. */
  error?: string;
}

/** The draft of one call. */
export const toDraft = (label: string, index: number) => ({
  kind: 1,
  tags: [['t', 'bench']],
  content: `${label}, number ${index}`,
  created_at: 1_700_000_000 + index,
});

/** The text of one call, exactly this long. */
export const toText = (label: string, index: number, size: number): string =>
  `${label}, number ${index}. `.padEnd(size, 'What is written here is as long as it has to be. ');
