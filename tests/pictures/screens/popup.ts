import {
  alice,
  bareSnapshot,
  crowd,
  CORACLE,
  damus,
  DAMUS,
  damusTab,
  fakeAccount,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  passkeys,
  studio,
  zoe,
} from '../fixtures.ts';
import type { Page } from '@playwright/test';
import type { ErrorCode } from '../../../lib/rpc/errors.ts';
import type { TabView } from '../../../lib/rpc/snapshot.ts';
import type { Screen } from '../screen.ts';

const popup = (name: string, more: Partial<Screen>): Screen => ({
  name: `popup-${name}`,
  path: 'popup.html',
  size: [380, 600],
  snapshot: fakeSnapshot(),
  tab: damusTab,
  ...more,
});

/** A password that opens nothing, for one reason or another. */
const refused = (name: string, code: ErrorCode): Screen =>
  popup(`locked-${name}`, {
    snapshot: bareSnapshot('locked'),
    errors: { unlock: { code, message: 'no' } },
    act: async (page) => {
      await page.keyboard.type('wrong-one');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  });

const waiting = [
  { id: 'a', origin: DAMUS },
  { id: 'b', origin: CORACLE },
];
const busy = fakeSnapshot({ pending: waiting });
const wordy = fakeSnapshot({
  accounts: [
    fakeAccount('7', 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt', 'rose', {
      profile: { nip05: 'wolfeschlegelsteinhausenbergerdorff@donaudampfschifffahrt.example' },
    }),
    alice,
    ines,
  ],
  current: fakeAccount('7', '', 'rose').pubkey,
});
const longTab = {
  ...damusTab,
  origin: 'https://a-very-long-subdomain-that-goes-on-and-on.and-on.website-of-somebody.example:8443',
  pubkey: fakeAccount('7', '', 'rose').pubkey,
  told: ines.pubkey,
};

const DAY = 24 * 3_600_000;
/** Nobody has told anything of anybody for as long. */
const offline = (why: 'machine' | 'relays', age = 40 * 60_000) => {
  const snapshot = fakeSnapshot({ offline: why });
  return {
    ...snapshot,
    accounts: snapshot.accounts.map((account) => ({ ...account, heardAt: NOW - age })),
  };
};
const quiet = { ...damus, noReloadOffer: true as const };
const pinned = fakeSnapshot({
  accounts: [
    { ...nightjar, favourite: true },
    { ...alice, favourite: true, notInCycle: true },
    ines,
    studio,
    zoe,
  ],
});
/** A tab of its own in a container, on a site with an account of its own. */
const nestedTab: TabView = {
  ...damusTab,
  pubkey: ines.pubkey,
  reason: 'tab',
  choices: { tab: ines.pubkey, container: nightjar.pubkey, site: alice.pubkey },
  inContainer: true,
};
const ownTab: TabView = {
  ...damusTab,
  pubkey: ines.pubkey,
  reason: 'tab',
  choices: { tab: ines.pubkey, site: alice.pubkey },
};
const containerTab: TabView = {
  ...nestedTab,
  pubkey: nightjar.pubkey,
  reason: 'container',
  choices: { container: nightjar.pubkey, site: alice.pubkey },
};
const privateTab: TabView = {
  ...damusTab,
  reason: 'current',
  choices: {},
  connected: false,
  knows: [],
  isPrivate: true,
  current: alice.pubkey,
};
const nowhere: TabView = { tabId: 7, reason: 'current', choices: {}, connected: false, knows: [] };
const hiddenTab: TabView = { ...nowhere, absent: { origin: DAMUS, hidden: true } };
/** A press on the key of the third account, which the site does not know. */
const link = (page: Page) => page.keyboard.press('3');
const openMenu = (page: Page) => page.getByRole('button', { name: 'More', exact: true }).click();

export const screens: Screen[] = [
  popup('unlocked', { snapshot: busy }),
  popup('offline', { snapshot: offline('machine') }),
  popup('offline-rtl', { snapshot: offline('relays', 5 * DAY), dir: 'rtl' }),
  popup('menu', {
    snapshot: busy,
    act: openMenu,
  }),
  popup('menu-news', {
    snapshot: { ...busy, settings: { ...busy.settings, newsSeen: '0.0.9' } },
    act: (page) => page.getByRole('button', { name: 'More, and what’s new' }).click(),
  }),
  popup('rtl', { snapshot: busy, dir: 'rtl' }),
  popup('full', {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[2]!.pubkey }),
    tab: { tabId: 7, reason: 'current', choices: {}, connected: false, knows: [] },
  }),
  popup('told', { tab: { ...damusTab, told: ines.pubkey } }),
  popup('told-rtl', { tab: { ...damusTab, told: ines.pubkey }, dir: 'rtl' }),
  popup('blocked', {
    tab: { ...damusTab, site: { ...damus, blocked: { since: NOW, until: NOW + 3_600_000 } } },
  }),
  popup('told-quiet', { tab: { ...damusTab, told: ines.pubkey, site: quiet } }),
  popup('own-tab', { tab: ownTab }),
  popup('container', { tab: containerTab }),
  popup('container-site', {
    tab: nestedTab,
    act: (page) => page.getByRole('radio', { name: 'This site' }).check(),
  }),
  popup('container-rtl', { tab: nestedTab, dir: 'rtl' }),
  popup('private', { tab: { ...privateTab, told: ines.pubkey } }),
  popup('private-narrow', { tab: { ...privateTab, inContainer: true }, size: [320, 600] }),
  popup('together', { act: link }),
  popup('together-rtl', { act: link, dir: 'rtl' }),
  popup('together-private', { tab: { ...damusTab, isPrivate: true, current: ines.pubkey }, act: link }),
  popup('together-long', {
    snapshot: { ...wordy, accounts: [...wordy.accounts, nightjar] },
    tab: { ...longTab, knows: wordy.accounts.map(({ pubkey }) => pubkey) },
    long: true,
    size: [320, 600],
    act: (page) => page.keyboard.press('4'),
  }),
  popup('signer-other', { tab: { ...damusTab, holds: { holder: 'extension', others: true } } }),
  popup('signer-facet', { tab: { ...damusTab, holds: { holder: 'facet', others: true } } }),
  popup('signer-first', {
    snapshot: fakeSnapshot({
      appearance: { onlyChosen: false, chosen: [], hidden: [], first: [longTab.origin] },
    }),
    tab: { ...longTab, holds: { holder: 'extension', others: true } },
  }),
  popup('hidden', { tab: hiddenTab }),
  popup('hidden-open', { tab: { ...nowhere, absent: { origin: longTab.origin, hidden: true, open: true } } }),
  popup('hidden-private', { tab: { ...hiddenTab, isPrivate: true, current: alice.pubkey } }),
  popup('absent', { tab: { ...nowhere, absent: { origin: DAMUS } } }),
  popup('favourites', { snapshot: pinned }),
  popup('favourites-menu', { snapshot: pinned, act: openMenu }),
  popup('everywhere', { act: (page) => page.getByRole('radio', { name: 'Everywhere' }).check() }),
  popup('stranger', { tab: { ...damusTab, reason: 'current', choices: {}, connected: false, knows: [] } }),
  popup('search-none', { act: (page) => page.keyboard.type('zeb') }),
  popup('logout-all', {
    act: async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: /Log out all/ }).click();
    },
  }),
  popup('logout', {
    tab: { ...damusTab, pubkey: nightjar.pubkey },
    act: async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: /nightjar/ }).click();
    },
  }),
  popup('error', {
    errors: { switchAccount: { code: 'internal', message: 'no' } },
    act: (page) => page.keyboard.press('2'),
  }),
  { name: 'popup-loading', path: 'popup.html', size: [380, 600] },
  popup('locked-passkey', { snapshot: bareSnapshot('locked', { passkeys }) }),
  popup('locked', { snapshot: bareSnapshot('locked', { pending: waiting.slice(1) }) }),
  refused('wrong', 'denied'),
  refused('newer', 'unsupported'),
  refused('full', 'disk-full'),
  popup('locked-wait', { snapshot: bareSnapshot('locked', { retryAt: NOW + 4_000 }) }),
  popup('locked-forgot', {
    snapshot: bareSnapshot('locked'),
    act: (page) => page.getByText('Forgot your password?').click(),
  }),
  popup('empty', { snapshot: bareSnapshot('empty', { pending: waiting.slice(0, 1) }) }),
  popup('no-accounts', { snapshot: fakeSnapshot({ accounts: [], sites: [] }) }),
  popup('no-access', { siteAccess: false }),
  popup('long', { snapshot: { ...wordy, pending: waiting }, tab: longTab, long: true }),
  popup('narrow', { snapshot: { ...wordy, pending: waiting }, tab: longTab, size: [320, 600] }),
];
