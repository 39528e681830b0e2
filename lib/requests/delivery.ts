/** What a signer gives reaches a page only where it still may: a remote one takes up to a minute. */
import { FacetError } from '../rpc/errors';
import { blockedError, isBlocked, type BlockedRooms } from './blocked';
import type { PageCaller } from './caller';
import type { Identity } from './identity';
import { note } from './trace';

export interface DeliveryRooms extends BlockedRooms {
  identity: Pick<Identity, 'isConnected'>;
}

/** Runs what gives something of the account to a page. Throws `denied` where the person has cut the site off meanwhile. */
export function createDelivery(rooms: DeliveryRooms) {
  const isConnected = (caller: PageCaller, pubkey: string) =>
    rooms.store.isOpen && rooms.identity.isConnected(caller, pubkey);

  return async <T>(caller: PageCaller, pubkey: string, run: () => Promise<T>): Promise<T> => {
    // a page may act as whom it was told, though that is no connection any more: it cannot lose what it had not
    const wasConnected = isConnected(caller, pubkey);
    const result = await run();
    if (isBlocked(rooms, caller)) {
      note(caller, { decided: { by: 'block' } });
      throw blockedError();
    }
    if (wasConnected && rooms.store.isOpen && !isConnected(caller, pubkey)) {
      throw new FacetError('denied', 'the user has disconnected this site');
    }
    return result;
  };
}
