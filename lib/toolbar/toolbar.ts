/** The toolbar button: who you are, in the picture and in words, and how many requests wait. */
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { TONES, type Accent } from '../nostr/avatar';
import { drawAccountIcon, toInitial } from './icon';

/** What the button says about an account. */
export interface ToolbarAccount {
  pubkey: string;
  accent: Accent;
  name: string;
}

const DEFAULT_ICON = { 16: '/icon/16.png', 32: '/icon/32.png' };
const drawn = new Map<string, { 16: ImageData; 32: ImageData }>();

function toIcon({ pubkey, accent, name }: ToolbarAccount) {
  const initial = toInitial(name);
  const key = `${pubkey} ${accent} ${initial}`;
  const known = drawn.get(key);
  if (known) return known;
  const icon = {
    16: drawAccountIcon(pubkey, accent, initial, 16),
    32: drawAccountIcon(pubkey, accent, initial, 32),
  };
  drawn.set(key, icon);
  return icon;
}

/** Shows `account` on one tab's button, or on every button without `tabId`; undefined shows Facet's own mark. */
export async function showAccount(account: ToolbarAccount | undefined, tabId?: number): Promise<void> {
  const tab = tabId === undefined ? {} : { tabId };
  const title = account ? i18n.t('toolbar.account', [account.name]) : i18n.t('toolbar.none');
  const icon = account ? { ...tab, imageData: toIcon(account) } : { ...tab, path: DEFAULT_ICON };
  await Promise.all([browser.action.setIcon(icon), browser.action.setTitle({ ...tab, title })]).catch(
    () => undefined, // the tab was closed meanwhile
  );
}

/** The number of waiting requests, on the account's colour. */
export async function showWaiting(count: number, accent: Accent | undefined): Promise<void> {
  await browser.action.setBadgeText({ text: count === 0 ? '' : String(count) });
  await browser.action.setBadgeBackgroundColor({ color: accent ? TONES[accent][4] : '#4f5359' });
}
