/** Connections for everybody: shared by all accounts but those that are kept apart, each of which has its own. */
import { createChecking } from './checking';
import { createConnections, type Connections, type OwnConnections } from './connections';
import { createDistrust } from './distrust';

/** What is in use for an account, and whether that is apart from the others. */
interface Held {
  pubkey: string;
  wasApart: boolean;
  release(): void;
}

export type Pools = ReturnType<typeof createPools>;

/** `isApart` says which accounts no relay may see together with another. */
export function createPools(isApart: (pubkey: string) => boolean, onChange: () => void) {
  const common = { checking: createChecking(), distrust: createDistrust(onChange) };
  const shared = createConnections(onChange, common);
  const own = new Map<string, OwnConnections>();
  const held = new Set<Held>();

  function ownOf(pubkey: string): OwnConnections {
    const connections = own.get(pubkey) ?? createConnections(onChange, common);
    own.set(pubkey, connections);
    return connections;
  }

  /** For what is about this account: where it belongs at the time of use. */
  const of = (pubkey: string): Connections => ({
    ...common,
    use(urls) {
      const wasApart = isApart(pubkey);
      const use = (wasApart ? ownOf(pubkey) : shared).use(urls);
      const each: Held = { pubkey, wasApart, release: use.release };
      held.add(each);
      return Object.assign(use, {
        release() {
          held.delete(each);
          each.release();
        },
      });
    },
  });

  return {
    /** For what is about no account in particular. */
    shared,

    of,

    /** Tries at once all relays that are waited for. */
    hurry(): void {
      for (const connections of [shared, ...own.values()]) connections.hurry();
    },

    /** Whom to ask for over which connections, so that nobody who is kept apart is asked for with another. */
    split(pubkeys: readonly string[]): { connections: Connections; pubkeys: string[] }[] {
      const together = pubkeys.filter((pubkey) => !isApart(pubkey));
      const alone = pubkeys.filter(isApart).map((pubkey) => ({ connections: of(pubkey), pubkeys: [pubkey] }));
      return together.length > 0 ? [{ connections: shared, pubkeys: together }, ...alone] : alone;
    },

    /** Ends at once what runs on connections on which its account has no business any more. */
    endMoved(): void {
      for (const each of held) {
        if (isApart(each.pubkey) === each.wasApart) continue;
        held.delete(each);
        each.release();
      }
    },
  };
}
