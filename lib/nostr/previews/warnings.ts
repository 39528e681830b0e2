import type { KindName } from '../kinds';

/** Kinds that do more than they seem to: keys of the catalogue under `prompt.why`, and how loud it is said. */
const WARNINGS = {
  profile: 'warn',
  follows: 'warn',
  deletion: 'warn',
  seal: 'warn',
  vanish: 'danger',
  directMessage: 'warn',
  fileMessage: 'warn', // the key of the file is in its tags (NIP-17)
  giftWrap: 'warn',
  mutes: 'warn',
  relayList: 'warn',
  encryptionKey: 'warn',
  messageRelays: 'warn',
  walletInfo: 'warn',
  nutzapInfo: 'warn',
  cashuWallet: 'danger',
  relayAuth: 'warn',
  walletRequest: 'danger',
  remoteSigning: 'danger',
  mediaAuth: 'warn',
  httpAuth: 'warn',
  appData: 'warn',
  groupDelete: 'danger',
} as const satisfies Partial<Record<KindName, 'warn' | 'danger'>>;

/** Why a kind matters: which words, and how loud. */
export interface Warning {
  why: keyof typeof WARNINGS;
  tone: 'warn' | 'danger';
}

/** Why events of this kind matter, undefined where the sentence says it all. */
export function toWarning(name: KindName): Warning | undefined {
  const why = name as keyof typeof WARNINGS;
  return Object.hasOwn(WARNINGS, name) ? { why, tone: WARNINGS[why] } : undefined;
}
