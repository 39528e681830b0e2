import { i18n } from '#lib/i18n/i18n';
import { toSiteName } from '#components/basic/display-name';
import type { Scope, Snapshot, TabView } from '#lib/rpc/snapshot';
import { findKept } from './places';

/** What the words are about: who there is, and which tab it is. */
export interface Context {
  snapshot: Snapshot;
  tab: TabView | undefined;
}

export const findName = ({ accounts }: Snapshot, pubkey: string | undefined): string | undefined =>
  accounts.find((account) => account.pubkey === pubkey)?.name;

/** The account of a tab where none is chosen. */
export const findCurrent = ({ snapshot, tab }: Context): string | undefined =>
  tab?.isPrivate ? tab.current : snapshot.current;

/** A tab, container or site with an account of its own does not follow a switch in a wider scope. */
export function toStaysText(context: Context, scope: Scope): string | undefined {
  const { snapshot, tab } = context;
  const kept = tab?.origin ? findKept(tab, scope) : undefined;
  if (!tab || !kept) return undefined;
  const name = findName(snapshot, tab.choices[kept]);
  const others = (scope === 'site' ? tab.choices.site : undefined) ?? findCurrent(context);
  const other = findName(snapshot, others);
  if (!name || !other) return undefined;
  if (name === other || tab.isPrivate) return i18n.t('popup.staysAlone', [name]);
  if (scope === 'site') return i18n.t('popup.containerStaysOnSite', [name, other]);
  return i18n.t(`popup.${kept}Stays`, [name, other]);
}

/** What a switch has done, to be read out. `asks`: the site may not know this account yet. */
export function toSwitchText(
  { snapshot, tab }: Context,
  pubkey: string,
  scope: Scope,
  asks: boolean,
): string {
  const name = findName(snapshot, pubkey) ?? '';
  const site = tab?.origin ? toSiteName(tab.origin) : '';
  const kept = tab?.origin ? findKept(tab, scope) : undefined;
  if (scope === 'all') {
    if (tab?.isPrivate) {
      return kept ? i18n.t('popup.nowPrivateElsewhere', [name, site]) : i18n.t('popup.nowPrivate', [name]);
    }
    return kept ? i18n.t('popup.nowElsewhere', [name, site]) : i18n.t('popup.nowEverywhere', [name]);
  }
  if (kept) return i18n.t('popup.nowNotInContainer', [name, site]);
  if (asks) return i18n.t('popup.nowOnAsks', [name, site]);
  if (scope === 'container') return i18n.t('popup.nowInContainer', [name]);
  return i18n.t(scope === 'tab' ? 'popup.nowInTab' : 'popup.nowOn', [name, site]);
}
