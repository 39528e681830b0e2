import { pickAccent } from '../nostr/avatar';
import type { StoredAccount } from '../storage/state';
import { isUpgrade, wipe, type NewAccount } from './new-account';

/** What to add of a batch, and what is said of it afterwards. */
export interface Additions {
  additions: NewAccount[];
  added: string[];
  upgraded: string[];
  /** How many of the batch are here already, or twice in it. */
  here: number;
}

/** A batch as it comes from a file. */
export type Batch = readonly (NewAccount & { name?: string | undefined })[];

/**
 * The accounts of a batch that are new here, or can do more if `upgrade` says to take those, each with a colour that
 * the others do not wear while one is left. Of two with one pubkey the one that can do more counts. Those that are left out are wiped.
 */
export function toAdditions(batch: Batch, held: readonly StoredAccount[], upgrade: boolean): Additions {
  const best = new Map<string, Batch[number]>();
  for (const each of batch) {
    const other = best.get(each.pubkey);
    if (!other || isUpgrade(each.kind, other.kind)) best.set(each.pubkey, each);
  }
  const taken = held.map(({ accent }) => accent);
  const result: Additions = { additions: [], added: [], upgraded: [], here: 0 };
  for (const each of batch) {
    const known = held.find(({ pubkey }) => pubkey === each.pubkey);
    const isWanted = !known || (upgrade && isUpgrade(each.kind, known.kind));
    if (best.get(each.pubkey) !== each || !isWanted) {
      result.here += 1;
      wipe([each]);
      continue;
    }
    const accent = pickAccent(each.pubkey, taken);
    taken.push(accent);
    const { name, ...account } = each;
    result.additions.push({ ...account, nickname: name, accent });
    result[known ? 'upgraded' : 'added'].push(each.pubkey);
  }
  return result;
}
