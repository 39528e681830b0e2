import { i18n } from '#lib/i18n/i18n';
import { toTimeText } from '#components/basic/format';
import type { SiteView, TabView } from '#lib/rpc/snapshot';

const DAY = 86_400_000;

/** What the site of a tab may do with the account it gets there, in one line. */
export function toRulesText(tab: TabView, site: SiteView | undefined, now = Date.now()): string {
  const rules = (site?.rules ?? []).filter(
    ({ effect, expiresAt }) => effect === 'allow' && (expiresAt ?? Infinity) > now,
  );
  if (!tab.connected) {
    const knowsAnother = rules.some(({ method }) => method === 'connect');
    return i18n.t(knowsAnother ? 'popup.rules.knowsAnother' : 'popup.rules.stranger');
  }
  const own = rules.filter(({ pubkey, method }) => pubkey === tab.pubkey && method !== 'connect');
  const [first] = own;
  if (!first) return i18n.t('popup.rules.knows');
  if (own.length > 1 || first.kind !== 1) return i18n.t('popup.rules.may', own.length);
  const { expiresAt } = first;
  return expiresAt === undefined || expiresAt - now > DAY
    ? i18n.t('popup.rules.notes')
    : i18n.t('popup.rules.notesUntil', [toTimeText(expiresAt)]);
}
