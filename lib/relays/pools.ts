/**
 * Connections for everybody: shared by all accounts but those that are kept apart, each of which has its own. Where an
 * account signs in it has another one for that alone: what a relay knows of it by name it learns of nobody else.
 */
import { isConsent } from '../rpc/sign-ins';
import { createChecking } from './checking';
import { createConnections, type Connections, type OwnConnections } from './connections';
import { createDistrust } from './distrust';
import { joinUses } from './joined-use';
import type { SignIns } from './sign-in';

/** What is in use for an account. */
interface Held {
  /** It would be over other connections, if it began now. */
  isMoved(): boolean;
  release(): void;
}

export type Pools = ReturnType<typeof createPools>;

/** `isApart` says which accounts no relay may see together with another. */
export function createPools(isApart: (pubkey: string) => boolean, signIns: SignIns, onChange: () => void) {
  const common = { checking: createChecking(), distrust: createDistrust(onChange) };
  const shared = createConnections(onChange, common);
  const own = new Map<string, OwnConnections>();
  const signing = new Map<string, OwnConnections>();
  const held = new Set<Held>();

  function ownOf(pubkey: string): OwnConnections {
    const connections = own.get(pubkey) ?? createConnections(onChange, common);
    own.set(pubkey, connections);
    return connections;
  }

  function signingOf(pubkey: string): OwnConnections {
    const prove = (url: string, challenge: string) => signIns.prove(pubkey, url, challenge);
    const connections = signing.get(pubkey) ?? createConnections(onChange, common, prove);
    signing.set(pubkey, connections);
    return connections;
  }

  const unsignedOf = (pubkey: string): Connections => (isApart(pubkey) ? ownOf(pubkey) : shared);

  const nowOf = (pubkey: string, url: string): Connections =>
    isConsent(signIns.says(pubkey, url)) ? signingOf(pubkey) : unsignedOf(pubkey);

  /** Each relay over the connections that `choose` names at the time of use. */
  const chosenBy = (choose: (url: string) => Connections): Connections => ({
    ...common,
    use(urls) {
      const groups = [...Map.groupBy(urls, choose)];
      const [first, ...others] = groups.map(([connections, some]) => connections.use(some));
      if (!first) return shared.use(urls);
      const use = joinUses(first, others);
      const isMoved = () => groups.some(([chosen, some]) => some.some((url) => choose(url) !== chosen));
      const each: Held = { isMoved, release: use.release };
      held.add(each);
      return Object.assign(use, {
        release() {
          held.delete(each);
          each.release();
        },
      });
    },
  });

  const of = (pubkey: string): Connections => chosenBy((url) => nowOf(pubkey, url));

  return {
    /** For what is about no account in particular. */
    shared,

    /** For what is about this account: where it belongs at the time of use. */
    of,

    /** For what speaks for this account under another name, as to its remote signer: it never signs in. */
    unsignedOf: (pubkey: string): Connections => chosenBy(() => unsignedOf(pubkey)),

    /** Tries at once all relays that are waited for. */
    hurry(): void {
      for (const connections of [shared, ...own.values(), ...signing.values()]) connections.hurry();
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
        if (!each.isMoved()) continue;
        held.delete(each);
        each.release();
      }
    },
  };
}
