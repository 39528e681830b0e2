/** A page request that waits for an answer, frozen when it arrived, and the answers that count. */
import type { EventTemplate } from '../nostr/event';
import { boolean, hex32, object, oneOf, variant } from './parse';

interface Asked {
  /** Opaque; says nothing about the request. */
  id: string;
  /** Hex SHA-256 of everything below: an answer counts only for what was shown. */
  digest: string;
  origin: string;
  /** The page is in a private window: what is answered counts there alone. */
  isPrivate?: true;
  askedAt: number;
}

/** May this origin know who you are? `suggested` is the account that it would get. */
export interface ConnectPrompt extends Asked {
  type: 'connect';
  suggested: string;
}

/** May this event be signed by `pubkey`? */
export interface SignPrompt extends Asked {
  type: 'sign';
  pubkey: string;
  event: EventTemplate;
  /** The page was last told this other account and its draft names none: the person must choose. */
  told?: string;
}

/** May this text be encrypted or decrypted by `pubkey` for `peer`? */
export interface CipherPrompt extends Asked {
  type: 'cipher';
  method: 'nip04.encrypt' | 'nip04.decrypt' | 'nip44.encrypt' | 'nip44.decrypt';
  pubkey: string;
  peer: string;
  /** Encrypt: the text the page handed over. Decrypt: absent, nothing is decrypted before it is allowed. */
  plaintext?: string;
  /** Characters of the plaintext (encrypt) or of the ciphertext (decrypt). */
  length: number;
  /** As in SignPrompt. */
  told?: string;
}

export type PromptView = ConnectPrompt | SignPrompt | CipherPrompt;

/** How long the same question is answered by itself. */
export type Remember = 'once' | 'hour' | 'day' | 'always';

/**
 * reject: this call alone, nothing is remembered.
 * connect: tell `pubkey`; `everyday` adds rules for notes, replies, reposts and likes for 24 hours.
 * allow: as asked. `as` and `pin` count only where the page believes in another account: `told` signs as that
 * one, `account` as the tab's own; `pin` makes the choice the site's account and what the page believes.
 * reload: reject and reload the page.
 */
export const promptAnswer = variant('answer', {
  reject: object({}),
  connect: object({ pubkey: hex32, allow: oneOf('identity', 'everyday'), scope: oneOf('tab', 'site') }),
  allow: object({
    remember: oneOf('once', 'hour', 'day', 'always'),
    as: oneOf('told', 'account'),
    pin: boolean,
  }),
  reload: object({}),
});

export type PromptAnswer = ReturnType<typeof promptAnswer>;
