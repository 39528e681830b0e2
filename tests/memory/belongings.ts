/** The secrets of somebody who uses Facet: made anew for each run, brought by hand, and never printed. */
import { generateSeedWords, accountFromSeedWords } from 'nostr-tools/nip06';
import { encrypt } from 'nostr-tools/nip49';
import { generateSecretKey } from 'nostr-tools/pure';
import { randomBytes } from 'node:crypto';
import type { Secret } from './forms';

export interface Belongings {
  password: string;
  filePassword: string;
  words: string;
  byNsec: Uint8Array;
  byHex: Uint8Array;
  ofWords: Uint8Array;
  sealed: { secretKey: Uint8Array; password: string; ncryptsec: string };
}

/** One that no other run and nothing else has: what is found of it is of this run. */
const createPassword = (): string => `horse ${randomBytes(10).toString('hex')}`;

export function createBelongings(): Belongings {
  const words = generateSeedWords();
  const sealed = { secretKey: generateSecretKey(), password: createPassword() };
  return {
    password: createPassword(),
    filePassword: createPassword(),
    words,
    byNsec: generateSecretKey(),
    byHex: generateSecretKey(),
    ofWords: accountFromSeedWords(words).privateKey,
    sealed: { ...sealed, ncryptsec: encrypt(sealed.secretKey, sealed.password, 16) },
  };
}

/** What was typed, for the search; the keys are found on the disk. */
export const toTyped = ({ password, filePassword, words, sealed }: Belongings): Secret[] => [
  { kind: 'password', value: password },
  { kind: 'password of a file', value: filePassword },
  { kind: 'password of a key', value: sealed.password },
  { kind: 'seed words', value: words },
];
