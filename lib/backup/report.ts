/** What a restore has brought back: what is here after it and was not here before. */
import type { NostrEvent } from '../nostr/event';
import type { RestoreReport } from '../rpc/backup';
import type { State } from '../storage/state';

/** What a Facet has, before a restore or after it. */
export interface Held {
  state: Readonly<State>;
  copies: readonly NostrEvent[];
}

/** `settings`: whether those of the backup took the place of the ones here. */
export function toReport(before: Held, after: Held, settings: boolean): RestoreReport {
  const known = new Map(before.state.accounts.map(({ pubkey, kind }) => [pubkey, kind]));
  const { accounts } = after.state;
  const kept = new Set(before.copies.map(({ id }) => id));
  const more = (count: (state: Readonly<State>) => number) => count(after.state) - count(before.state);
  const isOther = (part: 'appearance' | 'links') =>
    JSON.stringify(before.state[part]) !== JSON.stringify(after.state[part]);
  return {
    added: accounts.filter(({ pubkey }) => !known.has(pubkey)).length,
    upgraded: accounts.filter(({ pubkey, kind }) => known.has(pubkey) && known.get(pubkey) !== kind).length,
    rules: more(({ rules }) => rules.length),
    sites: more(({ sites }) => Object.keys(sites).length),
    pairs: more(({ pairs = [] }) => pairs.length),
    blocks: more(({ blocked = {} }) => Object.keys(blocked).length),
    copies: after.copies.filter(({ id }) => !kept.has(id)).length,
    settings,
    appearance: isOther('appearance'),
    links: isOther('links'),
  };
}
