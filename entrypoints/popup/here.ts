import { i18n } from '#lib/i18n/i18n';
import type { AccountView, SiteView, Snapshot, TabView } from '#lib/rpc/snapshot';

/** Who and where a tab is, out of what the worker said. */
export interface Here {
  /** Absent until the worker has told about the tab: never a wrong name. */
  account: AccountView | undefined;
  site: SiteView | undefined;
  /** The accounts with a rule on this site. */
  known: ReadonlySet<string>;
  /** Whom the page still believes you to be, in words; absent while a new document has not heard of anybody. */
  told: string | undefined;
}

export function toHere({ accounts, current }: Snapshot, tab: TabView | undefined): Here {
  const find = (wanted: string | undefined) => accounts.find(({ pubkey }) => pubkey === wanted);
  const site = tab?.site;
  const believed = tab?.toldEarlier ? undefined : tab?.told;
  const told = believed && find(believed);
  return {
    account: tab && (find(tab.pubkey) ?? find(current)),
    site,
    known: new Set(site?.rules.map(({ pubkey }) => pubkey)),
    told: told ? i18n.t('popup.told', [told.name]) : believed ? i18n.t('popup.toldUnknown') : undefined,
  };
}
