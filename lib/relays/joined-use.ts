import type { Use } from './connections';

/** Relays in use over several connections, as one use of all of them. */
export function joinUses(first: Use, others: readonly Use[]): Use {
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    ndk: first.ndk,
    relays: all.flatMap(({ relays }) => relays),
    get views() {
      return all.flatMap(({ views }) => views);
    },
    subscribe(filters, onEvent, onAll, onRefused) {
      const left = new Set(all);
      const stops = all.map((use) => {
        const onAllOfUse = () => {
          if (left.delete(use) && left.size === 0) onAll?.();
        };
        return use.subscribe(filters, onEvent, onAllOfUse, onRefused);
      });
      return () => {
        for (const stop of stops) stop();
      };
    },
    release() {
      for (const { release } of all) release();
    },
  };
}
