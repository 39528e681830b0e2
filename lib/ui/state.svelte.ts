/**
 * The one reactive store of a page: what the worker last said. Pages read it and never change it; the only
 * way in is `apply`, the only way out is a call of `client`.
 */
import type { AccountView, Snapshot } from '../rpc/snapshot';
import type { Ahead } from './ahead';
import { watchSnapshots } from './client';

let snapshot = $state.raw<Snapshot>();

/** Replaces what the page knows. */
export function apply(next: Snapshot): void {
  snapshot = next;
}

export const state = {
  /** Absent until the worker or the last session has told. */
  get snapshot(): Snapshot | undefined {
    return snapshot;
  },
  get current(): AccountView | undefined {
    return snapshot?.accounts.find(({ pubkey }) => pubkey === snapshot?.current);
  },
  getAccount(pubkey: string | undefined): AccountView | undefined {
    return snapshot?.accounts.find((account) => account.pubkey === pubkey);
  },
};

/** Begins to follow the worker; called once by each page's main.ts, with what was asked for ahead. */
export function start(ahead?: Ahead): void {
  watchSnapshots(apply, ahead);
}
