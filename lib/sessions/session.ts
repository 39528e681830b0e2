/** One account that is logged in and live: its signer, and what relays say of it. */
import { toNpub } from '../nostr/keys';
import type { Signer } from '../signers/signer';
import { createSummary, type Summary } from './summary';

export interface Session {
  readonly pubkey: string;
  /** Made when it is first shown: hundreds of accounts are in every snapshot. */
  readonly npub: string;
  readonly signer: Signer;
  summary: Summary;
}

export function createSession(signer: Signer): Session {
  const { pubkey } = signer;
  let npub: string | undefined;
  return {
    pubkey,
    get npub() {
      return (npub ??= toNpub(pubkey));
    },
    signer,
    summary: createSummary(),
  };
}
