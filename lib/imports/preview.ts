import type { ImportRow, ImportStatus } from '../rpc/imports';
import type { AccountKind } from '../rpc/snapshot';
import type { Entry } from './entry';

/** What an account of this kind and pubkey would be beside those that are here. */
export type GetStatus = (
  pubkey: string,
  kind: AccountKind,
) => Extract<ImportStatus, 'new' | 'here' | 'upgrade'>;

/** The entries as a person may see them before anything is added, in order; no secret. */
export function toRows(entries: readonly Entry[], getStatus: GetStatus): ImportRow[] {
  const best = new Map<string, Entry>();
  for (const entry of entries) {
    if (!('pubkey' in entry)) continue;
    const other = best.get(entry.pubkey);
    if (!other || (other.kind === 'watch-only' && entry.kind === 'secret-key')) best.set(entry.pubkey, entry);
  }
  return entries.map((entry): ImportRow => {
    const name = entry.name === undefined ? {} : { name: entry.name };
    if (entry.kind === 'unreadable') return { ...name, status: 'unreadable', why: entry.why };
    if (entry.kind === 'sealed') return { ...name, kind: 'secret-key', status: 'sealed' };
    const { pubkey, kind } = entry;
    const status = best.get(pubkey) === entry ? getStatus(pubkey, kind) : 'twin';
    return { ...name, pubkey, kind, status };
  });
}
