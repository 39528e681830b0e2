/** What writes to the vault: what each is asked of Facet, and what is there once it is done. */
import { bytesToHex } from '@noble/curves/utils.js';
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure';
import type { Client, UiApi } from '../../lib/rpc/contract';
import type { RuleDraft } from '../../lib/rpc/rules';

/** All that must never be found in part. */
export interface Whole {
  /** The passwords that open the vault, of those that were ever given; none: there is no vault. */
  passwords: string[];
  accounts: string[];
  /** Each as one line of text, sorted. */
  rules: string[];
  /** Secret keys that are sealed on the disk. */
  keys: number;
}

/** A write, made ready: `call` begins it, and what is there once it is done. */
export interface Ready {
  call(): Promise<unknown>;
  after: Whole;
}

type Ui = Client<UiApi>;

interface Place {
  ui: Ui;
  /** The website that rules are about. */
  origin: string;
  /** What is there now. */
  before: Whole;
  /** Another one for every write. */
  run: number;
}

export const NOTHING: Whole = { passwords: [], accounts: [], rules: [], keys: 0 };

export const toLine = ({
  pubkey,
  method,
  kind,
  effect,
}: Pick<RuleDraft, 'pubkey' | 'method' | 'kind' | 'effect'>): string =>
  [pubkey, method, kind ?? 'any', effect].join(' ');

/** A rule of the person's own, that says yes in one run and no in the next. */
const reactions = (pubkey: string, origin: string, effect: RuleDraft['effect']): RuleDraft => ({
  ...{ pubkey, origin, method: 'signEvent', kind: 7, effect, lasts: 'always' },
});

const newPassword = (run: number): string => `correct horse ${run}`;

export const writes: Record<string, (place: Place) => Ready> = {
  'create the vault': ({ ui, run }) => ({
    call: () => ui.createVault(newPassword(run)),
    after: { ...NOTHING, passwords: [newPassword(run)] },
  }),
  'add an account': ({ ui, before }) => {
    const secretKey = generateSecretKey();
    const accounts = [...before.accounts, getPublicKey(secretKey)];
    return {
      call: () => ui.addSecretKey(bytesToHex(secretKey)),
      after: { ...before, accounts, keys: before.keys + 1 },
    };
  },
  'change the password': ({ ui, before, run }) => ({
    call: () => ui.changePassword(before.passwords[0] ?? '', newPassword(run)),
    after: { ...before, passwords: [newPassword(run)] },
  }),
  'remove an account': ({ ui, before }) => {
    const [gone = '', ...accounts] = before.accounts;
    const rules = before.rules.filter((line) => !line.startsWith(gone));
    return { call: () => ui.logout(gone), after: { ...before, accounts, rules, keys: before.keys - 1 } };
  },
  'change a rule': ({ ui, origin, before }) => {
    const [pubkey = ''] = before.accounts;
    const [yes, no] = [reactions(pubkey, origin, 'allow'), reactions(pubkey, origin, 'deny')];
    const [rule, other] = before.rules.includes(toLine(yes)) ? [no, yes] : [yes, no];
    const rest = before.rules.filter((line) => line !== toLine(other));
    return { call: () => ui.saveRule(rule), after: { ...before, rules: [...rest, toLine(rule)].toSorted() } };
  },
};
