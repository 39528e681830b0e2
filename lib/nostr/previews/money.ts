/** Zaps, ecash, wallets and orders (NIP-47, NIP-57, NIP-60, NIP-61, NIP-75, NIP-90). */
import type { EventTemplate } from '../event';
import type { Fact } from './fact';
import { readMembers } from './json';
import { all, first, lastTarget, millisats, moment, people, target, text, texts } from './tags';
import type { ToView } from './view';

const relaysOf = ({ tags }: EventTemplate): string[] =>
  tags.find(([tag]) => tag === 'relays')?.slice(1) ?? [];

export const toZapRequest: ToView = (event) => ({
  facts: [
    ...millisats('amount', first(event, 'amount')),
    ...people('receivers', all(event, 'p')),
    ...target('about', lastTarget(event, 'e', 'a')),
    ...texts('relays', relaysOf(event)),
  ],
});

export const toZapGoal: ToView = (event) => ({
  facts: [
    ...millisats('amount', first(event, 'amount')),
    ...moment('closes', first(event, 'closed_at')),
    ...text('summary', first(event, 'summary')),
    ...text('web', first(event, 'r')),
    ...target('about', lastTarget(event, 'a')),
    ...texts('relays', relaysOf(event)),
  ],
});

/** The sum of the proofs, in the unit of the mint; without a unit these are satoshis. */
function toProofs(event: EventTemplate): Fact[] {
  const amounts = event.tags
    .filter(([tag]) => tag === 'proof')
    .map(([, proof = '']) => readMembers(proof)?.['amount'])
    .filter((amount) => typeof amount === 'number' && Number.isSafeInteger(amount) && amount > 0) as number[];
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const unit = first(event, 'unit') ?? 'sat';
  if (sum === 0) return [];
  return unit === 'sat' ? [{ type: 'sats', label: 'amount', amount: sum }] : text('amount', `${sum} ${unit}`);
}

export const toNutzap: ToView = (event) => ({
  facts: [
    ...toProofs(event),
    ...people('receivers', all(event, 'p')),
    ...target('about', lastTarget(event, 'e', 'a')),
    ...texts('mints', all(event, 'u')),
  ],
});

export const toNutzapInfo: ToView = (event) => ({
  facts: [
    ...texts('mints', all(event, 'mint')),
    ...texts('relays', all(event, 'relay')),
    ...text('key', first(event, 'pubkey')),
  ],
  isList: true,
});

/** Tokens and history of an ecash wallet are encrypted; only the events that they are about are not. */
export const toCashu: ToView = (event) => ({
  facts: [...target('about', lastTarget(event, 'e')), ...texts('mints', all(event, 'mint'))],
});

/** What a wallet service can do, as words with spaces between them. */
export const toWalletInfo: ToView = (event) => ({
  text: '',
  facts: texts('capabilities', event.content.split(/\s+/).filter(Boolean)),
});

export const toWalletRequest: ToView = (event) => ({ facts: people('wallet', all(event, 'p')) });

/** What a service is to work on, and what it may cost (NIP-90). */
export const toJobRequest: ToView = (event) => ({
  facts: [
    ...texts('about', all(event, 'i')),
    ...millisats('amount', first(event, 'bid')),
    ...people('to', all(event, 'p')),
    ...texts('relays', relaysOf(event)),
  ],
});
