/** One account that is logged in and live: its signer, and what relays say of it. */
import type { Signer } from '../signers/signer';
import { createSummary, type Summary } from './summary';

export interface Session {
  readonly pubkey: string;
  readonly signer: Signer;
  summary: Summary;
}

export const createSession = (signer: Signer): Session => ({
  pubkey: signer.pubkey,
  signer,
  summary: createSummary(),
});
