/** The toolbar button: who you are in each tab, in the picture and in words, and how many requests wait. */
import { browser } from 'wxt/browser';
import { loadCatalogue } from '../i18n/catalogue';
import { TONES, type Accent } from '../nostr/avatar';
import { drawAccountIcon, drawLockedIcon, toInitial } from './icon';
import { isGrey, toTitle, type AccountLook, type Look } from './look';

const MARK_ICON = { 16: '/icon/16.png', 32: '/icon/32.png' };
const drawn = new Map<string, { 16: ImageData; 32: ImageData }>();

function toIcon(look: AccountLook) {
  const { pubkey, accent, name } = look.account;
  const parts = { pubkey, accent, initial: toInitial(name), isGrey: isGrey(look) };
  const key = JSON.stringify(parts);
  const known = drawn.get(key);
  if (known) return known;
  const icon = { 16: drawAccountIcon(parts, 16), 32: drawAccountIcon(parts, 32) };
  drawn.set(key, icon);
  return icon;
}

const toImage = (look: Look) => {
  if (look === 'none') return { path: MARK_ICON };
  return { imageData: look === 'locked' ? { 16: drawLockedIcon(16), 32: drawLockedIcon(32) } : toIcon(look) };
};

/** Shows who you are on one tab's button, or on every button without `tabId`. */
export async function showWho(look: Look, tabId?: number): Promise<void> {
  const tab = tabId === undefined ? {} : { tabId };
  await loadCatalogue();
  await Promise.all([
    browser.action.setIcon({ ...tab, ...toImage(look) }),
    browser.action.setTitle({ ...tab, title: toTitle(look) }),
  ]).catch(() => undefined); // the tab was closed meanwhile
}

/** The number of waiting requests, on the account's colour. */
export async function showWaiting(count: number, accent: Accent | undefined): Promise<void> {
  await browser.action.setBadgeText({ text: count === 0 ? '' : String(count) });
  await browser.action.setBadgeBackgroundColor({ color: accent ? TONES[accent][4] : '#4f5359' });
}
