import type { RelayView } from '../rpc/relays';
import type { Snapshot } from '../rpc/snapshot';

/**
 * Whether nothing can be heard of, and why: the machine says that it has no network, or no relay that was tried could
 * be reached. A relay that is connected is proof of the contrary, whatever the machine says. Pure.
 */
export function toOffline(relays: readonly RelayView[], isOnline: boolean): Snapshot['offline'] {
  if (relays.some(({ state }) => state === 'connected')) return undefined;
  if (!isOnline) return 'machine';
  const tried = relays.filter(({ distrusted }) => !distrusted);
  return tried.length > 0 && tried.every(({ trouble }) => trouble) ? 'relays' : undefined;
}
