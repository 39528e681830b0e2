import {
  alice,
  bareSnapshot,
  crowd,
  CORACLE,
  DAMUS,
  damusTab,
  fakeAccount,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  passkeys,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const popup = (name: string, more: Partial<Screen>): Screen => ({
  name: `popup-${name}`,
  path: 'popup.html',
  size: [380, 600],
  snapshot: fakeSnapshot(),
  tab: damusTab,
  ...more,
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

export const screens: Screen[] = [
  popup('unlocked', { snapshot: busy }),
  popup('menu', {
    snapshot: busy,
    act: (page) => page.getByRole('button', { name: 'More', exact: true }).click(),
  }),
  popup('rtl', { snapshot: busy, dir: 'rtl' }),
  popup('full', {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[2]!.pubkey }),
    tab: { tabId: 7, reason: 'current', choices: {}, connected: false, knows: [] },
  }),
  popup('told', { tab: { ...damusTab, told: ines.pubkey } }),
  popup('everywhere', { act: (page) => page.getByRole('radio', { name: 'Everywhere' }).check() }),
  popup('stranger', { tab: { ...damusTab, reason: 'current', choices: {}, connected: false, knows: [] } }),
  popup('search-none', { act: (page) => page.keyboard.type('zeb') }),
  popup('logout-all', {
    act: async (page) => {
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: /Log out all/ }).click();
    },
  }),
  popup('logout', {
    tab: { ...damusTab, pubkey: nightjar.pubkey },
    act: async (page) => {
      await page.getByRole('button', { name: 'More', exact: true }).click();
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
  popup('locked-wrong', {
    snapshot: bareSnapshot('locked'),
    errors: { unlock: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await page.keyboard.type('wrong-one');
      await page.keyboard.press('Enter');
    },
  }),
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
