/** Websites that the person has blocked get a no before anything else of their calls is looked at. */
import { getBlock } from '../rpc/blocks';
import { FacetError, toErrorReply } from '../rpc/errors';
import { NIP07_METHODS } from '../rpc/nip07-methods';
import type { Serve } from '../rpc/serve';
import type { Block } from '../rpc/snapshot';
import type { ChoiceBooks } from '../sessions/choices';
import type { StateStore } from '../vault/state-store';
import type { PageCaller } from './caller';
import { note } from './trace';

export interface BlockedRooms {
  store: Pick<StateStore, 'isOpen'>;
  choices: Pick<ChoiceBooks, 'of'>;
}

/** What a blocked website hears. */
export const blockedError = () => new FacetError('denied', 'the user has blocked this site');

/** The block of a page's website. While locked nobody knows: its requests are held, and refused on unlock. */
export const blockOf = (
  { store, choices }: BlockedRooms,
  page: Pick<PageCaller, 'origin' | 'isPrivate'>,
): Block | undefined => (store.isOpen ? getBlock(choices.of(page), page.origin, Date.now()) : undefined);

/** Whether a page's website is blocked. */
export const isBlocked = (rooms: BlockedRooms, page: Pick<PageCaller, 'origin' | 'isPrivate'>): boolean =>
  blockOf(rooms, page) !== undefined;

/** Serves all but what blocked websites ask of `window.nostr`. */
export const refuseBlocked =
  (rooms: BlockedRooms, serve: Serve<PageCaller>): Serve<PageCaller> =>
  (caller, method, args) => {
    if (typeof method !== 'string' || !NIP07_METHODS.includes(method) || !isBlocked(rooms, caller))
      return serve(caller, method, args);
    note(caller, { decided: { by: 'block' } });
    return Promise.resolve({ error: toErrorReply(blockedError()) });
  };
