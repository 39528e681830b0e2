/** A page request that waits for an answer, frozen when it arrived, and the answers that count. */
import type { EventTemplate } from '../nostr/event';
import { RULE_CLASSES, type Plaintext, type TextClass } from '../nostr/plaintext';
import { boolean, hex32, integer, object, oneOf, optional, string, variant, type Parser } from './parse';

interface Asked {
  /** Opaque; says nothing about the request. */
  id: string;
  /** Hex SHA-256 of everything below: an answer counts only for what was shown. */
  digest: string;
  origin: string;
  /** The page is in a private window: what is answered counts there alone. */
  isPrivate?: true;
  askedAt: number;
  /** Requests of the same group are shown together; says nothing of what is asked. Absent: it is shown alone. */
  group?: string;
}

/** Another account of the person's, and who could tell that both are theirs: a site, readers, a relay. */
export interface Link {
  pubkey: string;
  by: 'site' | 'mention' | 'relay';
}

/**
 * May this origin know who you are? `suggested` is the account that it would get; `knows` are the accounts that it
 * knows already, in this kind of window.
 */
export interface ConnectPrompt extends Asked {
  type: 'connect';
  suggested: string;
  knows: string[];
}

/** Whoever acts, and what that would link it to; absent: to nothing. */
interface Acts {
  pubkey: string;
  links?: Link[];
  /** The page was last told this other account and its request names none: the person must choose. */
  told?: string;
  /** As `links`, if `told` acts. */
  toldLinks?: Link[];
}

/** May this event be signed by `pubkey`? */
export interface SignPrompt extends Asked, Acts {
  type: 'sign';
  event: EventTemplate;
  /** It would take away much of what the account published: no rule answers it. Absent: no, as far as is known. */
  loses?: boolean;
}

/** May this text be encrypted or decrypted by `pubkey` for `peer`? */
export interface CipherPrompt extends Asked, Acts {
  type: 'cipher';
  method: 'nip04.encrypt' | 'nip04.decrypt' | 'nip44.encrypt' | 'nip44.decrypt';
  peer: string;
  /** Encrypt: the text the page handed over. Decrypt: absent, nothing is decrypted before it is allowed. */
  plaintext?: string;
  /** Characters of the plaintext (encrypt) or of the ciphertext (decrypt). */
  length: number;
  /** Whether the account follows the peer; absent while its follows are unknown. Not part of what is answered. */
  followed?: boolean;
}

/** Whoever would act as `as` says, and what that links it to. */
export const toActor = (
  { pubkey, links = [], told, toldLinks = [] }: Acts,
  as: AllowAnswer['as'],
): { pubkey: string; links: Link[] } =>
  told !== undefined && as === 'told' ? { pubkey: told, links: toldLinks } : { pubkey, links };

export type PromptView = ConnectPrompt | SignPrompt | CipherPrompt;

/**
 * How long the same question is answered by itself: not at all, 5 minutes, an hour, until midnight, until the browser
 * closes, 30 days, until taken back.
 */
export const REMEMBER = ['once', 'minutes', 'hour', 'today', 'restart', 'month', 'always'] as const;

export type Remember = (typeof REMEMBER)[number];

/** A word, or the own time at which it ends (ms since 1970). */
export const remember: Parser<Remember | number> = (value, name) =>
  typeof value === 'number'
    ? integer(0, Number.MAX_SAFE_INTEGER)(value, name)
    : oneOf(...REMEMBER)(value, name);

const ruleClass = optional(oneOf(...RULE_CLASSES));

interface ConnectAnswer {
  pubkey: string;
  allow: 'identity' | 'everyday' | 'look';
  scope: 'tab' | 'site';
  pairs?: boolean;
}

interface AllowAnswer {
  remember: Remember | number;
  as: 'told' | 'account';
  pin: boolean;
  pairs?: boolean;
  replaces?: string;
  class?: TextClass;
}

/** `remember`: the same is refused unasked for that long; absent: no, this call alone. */
interface RejectAnswer {
  remember?: Remember | number;
  class?: TextClass;
}

/**
 * reject: this call, and with `remember` whatever asks the same from now on.
 * connect: tell `pubkey`; `everyday` adds rules for notes, replies, reposts and likes for 24 hours, `look` rules that
 * refuse everything else unasked.
 * allow: as asked. `as` and `pin` count only where the page believes in another account: `told` signs as that
 * one, `account` as the tab's own; `pin` makes the choice the site's account and what the page believes.
 * reload: reject and reload the page.
 * `replaces`: the copy whose loss was shown and ticked; where much would be lost, the answer counts only with it.
 * `class`: what is remembered counts for texts of this class alone, where a message is read.
 * `pairs`: whoever acts may be seen together with everyone it was linked to in the prompt, from now on.
 */
export const promptAnswer = variant('answer', {
  reject: object<RejectAnswer>({ remember: optional(remember), class: ruleClass }),
  connect: object<ConnectAnswer>({
    pubkey: hex32,
    allow: oneOf('identity', 'everyday', 'look'),
    scope: oneOf('tab', 'site'),
    pairs: optional(boolean),
  }),
  allow: object<AllowAnswer>({
    remember,
    as: oneOf('told', 'account'),
    pin: boolean,
    pairs: optional(boolean),
    replaces: optional(hex32),
    class: ruleClass,
  }),
  reload: object({}),
});

export type PromptAnswer = ReturnType<typeof promptAnswer>;

/** An answer to one request, as it was shown. */
export interface GivenAnswer {
  id: string;
  digest: string;
  answer: PromptAnswer;
}

const name = string(100);

export const givenAnswer = object<GivenAnswer>({ id: name, digest: name, answer: promptAnswer });

/** One request, as it was shown. */
export const shownPrompt = object<Pick<GivenAnswer, 'id' | 'digest'>>({ id: name, digest: name });

/** What a message says that a site wants to read; without `plaintext` it cannot be decrypted. */
export interface Peeked {
  id: string;
  plaintext?: Plaintext;
}
