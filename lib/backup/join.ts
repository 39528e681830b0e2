/** What of a backup joins what the person has chosen here, which always wins. All of it edits a draft of the state. */
import { isClient, MOST_OWN } from '../nostr/link';
import { isAllowedOrigin } from '../nostr/origin';
import { EVERYWHERE } from '../rpc/appearance';
import { getBlock } from '../rpc/blocks';
import type { State } from '../storage/state';

/** Blocks that are in force, but of a site with a block here or that was used here after the backup's was set. */
export function joinBlocks(draft: State, { blocked = {} }: Pick<State, 'blocked'>, now: number): void {
  for (const [origin, block] of Object.entries(blocked)) {
    if (!isAllowedOrigin(origin) || !getBlock({ blocked }, origin, now)) continue;
    const isLifted = (draft.sites[origin]?.usedAt ?? 0) > block.since;
    if (isLifted || draft.blocked?.[origin]) continue;
    draft.blocked = { ...draft.blocked, [origin]: block };
  }
}

/**
 * On which sites Facet appears, of sites about which nothing was chosen here. Whether only chosen ones count stays as
 * it is here, if anything was ever chosen; otherwise the sites that are `connected` here are among the chosen.
 */
export function joinAppearance(
  draft: State,
  { appearance }: Pick<State, 'appearance'>,
  connected: readonly string[],
): void {
  if (!appearance) return;
  const here = draft.appearance ?? {
    ...EVERYWHERE,
    onlyChosen: appearance.onlyChosen,
    chosen: appearance.onlyChosen ? [...connected] : [],
  };
  const decided = new Set([...here.chosen, ...here.hidden, ...here.first]);
  const isFree = (origin: string) => isAllowedOrigin(origin) && !decided.has(origin);
  const join = (held: readonly string[], more: readonly string[]) => [
    ...new Set([...held, ...more.filter(isFree)]),
  ];
  draft.appearance = {
    onlyChosen: here.onlyChosen,
    chosen: join(here.chosen, appearance.chosen),
    hidden: join(here.hidden, appearance.hidden),
    first: join(here.first, appearance.first),
  };
}

/** The clients that were added for `nostr:` links, and the one that opens them where none was chosen here. */
export function joinLinks(draft: State, { links }: Pick<State, 'links'>): void {
  if (!links) return;
  const held = draft.links ?? { own: [] };
  const own = [...new Set([...held.own, ...links.own])].slice(0, MOST_OWN);
  const client = held.client ?? links.client;
  draft.links = { own, ...(client !== undefined && isClient(client, own) ? { client } : {}) };
}
