/** Connections for everybody: shared by all accounts but those that are kept apart, each of which has its own. */
import { createChecking } from './checking';
import { createConnections, type Connections } from './connections';
import { createDistrust } from './distrust';

export type Pools = ReturnType<typeof createPools>;

/** `isApart` says which accounts no relay may see together with another. */
export function createPools(isApart: (pubkey: string) => boolean, onChange: () => void) {
  const common = { checking: createChecking(), distrust: createDistrust(onChange) };
  const shared = createConnections(onChange, common);
  const own = new Map<string, Connections>();

  return {
    /** For what is about no account in particular. */
    shared,

    /** For what is about this account. */
    of(pubkey: string): Connections {
      if (!isApart(pubkey)) return shared;
      const connections = own.get(pubkey) ?? createConnections(onChange, common);
      own.set(pubkey, connections);
      return connections;
    },
  };
}
