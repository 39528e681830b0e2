/** What a toolbar button shows and says: who you are in its tab, and whether the website there knows. */
import { i18n } from '../i18n/i18n';
import type { Accent } from '../nostr/avatar';
import type { VaultStatus } from '../rpc/snapshot';

/** What the button says about an account. */
export interface ToolbarAccount {
  pubkey: string;
  accent: Accent;
  name: string;
}

/** Whom the button of a tab shows. Without `origin` there is no website in it that could know anybody. */
export interface AccountLook {
  account: ToolbarAccount;
  origin?: string;
  /** The website may know the account. */
  isConnected: boolean;
}

/** Grey is for a website that does not know the account; where there is none, nobody has to. */
export const isGrey = ({ origin, isConnected }: AccountLook): boolean => origin !== undefined && !isConnected;

/** What the button shows: an account, nobody because Facet is locked, or nobody because there is none yet. */
export type Look = AccountLook | 'locked' | 'none';

/** What of a snapshot the buttons need. */
export interface Known {
  vault: VaultStatus;
  accounts: readonly ToolbarAccount[];
}

/** What is known of the page in a tab, if a website is there. */
export interface TabPage {
  /** The account of the tab; absent while locked or empty. */
  pubkey: string | undefined;
  origin?: string;
  isConnected?: boolean;
}

/** The look of one tab's button. */
export function toLook({ vault, accounts }: Known, { pubkey, origin, isConnected = false }: TabPage): Look {
  if (vault === 'locked') return 'locked';
  const account = accounts.find((each) => each.pubkey === pubkey);
  if (!account) return 'none';
  return { account, isConnected, ...(origin === undefined ? {} : { origin }) };
}

/** A name for what a look draws and says: another name is another button. */
export function toLookKey(look: Look): string {
  if (typeof look === 'string') return look;
  const { account, origin, isConnected } = look;
  return JSON.stringify([account.pubkey, account.accent, account.name, origin, isConnected]);
}

/** What the button says, for a mouse that rests on it and for screen readers. */
export function toTitle(look: Look): string {
  if (look === 'none') return i18n.t('toolbar.none');
  if (look === 'locked') return i18n.t('toolbar.locked');
  const { account, origin, isConnected } = look;
  if (origin === undefined) return i18n.t('toolbar.account', [account.name]);
  const { host } = new URL(origin);
  return i18n.t(isConnected ? 'toolbar.onSite' : 'toolbar.notConnected', [account.name, host]);
}
