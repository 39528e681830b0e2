import type { Page } from '@playwright/test';
import { addAuthenticator } from '../../e2e/passkeys.ts';
import {
  alice,
  bareSnapshot,
  CORACLE,
  crowd,
  damus,
  DAMUS,
  damusTab,
  fakeAccount,
  fakeKey,
  fakeRule,
  fakeSnapshot,
  ines,
  NOW,
  passkeys,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const HOUR = 3_600_000;

const options = (name: string, section: string, more: Partial<Screen> = {}): Screen => ({
  name: `options-${name}`,
  path: `options.html#${section}`,
  size: [1280, 860],
  snapshot: fakeSnapshot(),
  results: { getRelayUses: [] },
  ...more,
});

const busySite = {
  ...damus,
  rules: [
    ...damus.rules,
    fakeRule(alice, damus.origin, 'signEvent', { kind: 7 }),
    fakeRule(alice, damus.origin, 'signEvent', { kind: 6 }),
    fakeRule(alice, damus.origin, 'signEvent', { kind: 22_242, expiresAt: NOW + HOUR }),
    fakeRule(alice, damus.origin, 'nip44.encrypt', { peer: fakeKey('9') }),
    fakeRule(alice, damus.origin, 'nip44.decrypt', { effect: 'deny' }),
  ],
};
const hostile = {
  origin: `https://${'login.accounts.secure-update.'.repeat(6)}xn--dmus-4ve.example`,
  usedAt: NOW - 30 * HOUR,
  rules: [],
  knows: [],
};
const sites = fakeSnapshot({ sites: [busySite, ...fakeSnapshot().sites.slice(1), hostile] });
const wordy = fakeAccount('7', 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt', 'rose', {
  profile: { nip05: 'wolfeschlegelsteinhausenbergerdorff@donaudampfschifffahrt.example' },
});

const multitude = Array.from({ length: 200 }, (_, index) => ({
  ...crowd[index % 50]!,
  ...fakeAccount((index + 4_096).toString(16), `Person ${index + 1}`, crowd[index % 8]!.accent),
  backedUp: index % 6 !== 0,
}));

const guarded = fakeSnapshot({
  passkeys,
  pairs: [
    [alice.pubkey, ines.pubkey],
    [alice.pubkey, wordy.pubkey],
  ],
  accounts: [alice, ines, wordy],
});

const open = (name: string) => (page: Page) => page.getByRole('button', { name }).click();
const scrolled = (page: Page) => page.evaluate(() => scrollTo(0, 900));

export const screens: Screen[] = [
  options('accounts', 'accounts'),
  options('accounts-open', 'accounts', { act: open('Details of Alice Moreau') }),
  options('accounts-favourite', 'accounts', {
    snapshot: fakeSnapshot({ accounts: [{ ...alice, favourite: true, notInCycle: true }, ines] }),
    act: open('Details of Alice Moreau'),
  }),
  options('accounts-rename', 'accounts', {
    act: async (page) => {
      await open('Details of Ines Duarte')(page);
      await page.getByRole('button', { name: 'Rename' }).click();
    },
  }),
  options('accounts-rtl', 'accounts', { dir: 'rtl', act: open('Details of Alice Moreau') }),
  options('accounts-crowd', 'accounts', {
    snapshot: fakeSnapshot({ accounts: crowd, current: crowd[20]!.pubkey }),
    act: scrolled,
  }),
  options('accounts-200', 'accounts', {
    snapshot: fakeSnapshot({ accounts: multitude, current: multitude[2]!.pubkey }),
    act: open('Details of Person 142'),
  }),
  options('accounts-one', 'accounts', { snapshot: fakeSnapshot({ accounts: [alice], sites: [] }) }),
  options('accounts-none', 'accounts', {
    act: (page) => page.getByRole('searchbox').fill('zeb'),
  }),
  options('accounts-empty', 'accounts', { snapshot: fakeSnapshot({ accounts: [], sites: [] }) }),
  options('accounts-failed', 'accounts', {
    errors: { switchAccount: { code: 'internal', message: 'no' } },
    act: open('Switch to Ines Duarte'),
  }),
  options('accounts-logout', 'accounts', { act: open('Log out all…') }),
  options('accounts-narrow', 'accounts', {
    size: [420, 900],
    snapshot: fakeSnapshot({ accounts: [wordy, alice, ines], current: wordy.pubkey }),
    act: open('Details of Alice Moreau'),
  }),
  options('accounts-long', 'accounts', {
    snapshot: fakeSnapshot({ accounts: [wordy, alice, ines], current: wordy.pubkey }),
    long: true,
  }),
  options('sites', 'sites', { snapshot: sites, act: open('Rules of damus.example') }),
  options('sites-rtl', 'sites', { snapshot: sites, dir: 'rtl', act: open('Rules of damus.example') }),
  options('sites-narrow', 'sites', {
    size: [420, 900],
    snapshot: sites,
    act: open('Rules of damus.example'),
  }),
  options('sites-blocked', 'sites', {
    snapshot: fakeSnapshot({
      sites: [busySite, { ...hostile, blocked: { since: NOW - 3 * HOUR } }],
    }),
    act: async (page) => {
      await page.getByRole('radio', { name: 'Blocked 1' }).check();
      await page.getByRole('button', { name: /Rules of/ }).click();
    },
  }),
  options('sites-together', 'sites', {
    snapshot: sites,
    act: async (page) => {
      await page.getByLabel('Account on damus.example').selectOption('nightjar');
    },
  }),
  options('sites-chosen', 'sites', {
    snapshot: {
      ...sites,
      appearance: {
        onlyChosen: true,
        chosen: [DAMUS, hostile.origin, 'http://localhost:5173'],
        hidden: [],
        first: [],
      },
    },
  }),
  options('sites-chosen-none', 'sites', {
    snapshot: fakeSnapshot({
      sites: [],
      appearance: { onlyChosen: true, chosen: [], hidden: [], first: [] },
    }),
  }),
  options('sites-hidden', 'sites', {
    snapshot: { ...sites, appearance: { onlyChosen: false, chosen: [], hidden: [CORACLE], first: [] } },
    act: open('Rules of coracle.example'),
  }),
  options('sites-empty', 'sites', { snapshot: fakeSnapshot({ sites: [] }) }),
  options('sites-disconnect', 'sites', {
    act: async (page) => {
      await open('Rules of damus.example')(page);
      await page.getByRole('button', { name: 'Disconnect…' }).click();
    },
  }),
  options('diagnosis', 'diagnosis/7', {
    results: {
      diagnose: {
        tab: { ...damusTab, holds: { holder: 'extension', others: true }, told: ines.pubkey },
        reachable: true,
        failures: [
          { at: NOW - 60_000, method: 'nip44.decrypt', code: 'denied' },
          { at: NOW - 3 * HOUR, code: 'unsupported' },
        ],
      },
    },
  }),
  options('diagnosis-hidden', 'diagnosis/7', {
    results: {
      diagnose: {
        tab: {
          tabId: 7,
          reason: 'current',
          choices: {},
          connected: false,
          knows: [],
          absent: { origin: hostile.origin, hidden: true },
        },
        reachable: false,
        failures: [],
      },
    },
  }),
  options('links', 'links', {
    snapshot: fakeSnapshot({
      links: { client: 'https://njump.me/{}', own: ['https://client.example/#/open/{}'] },
    }),
    results: { getWaitingLink: null },
  }),
  options('links-waiting', 'links', { results: { getWaitingLink: alice.npub } }),
  options('links-invalid', 'links', {
    results: { getWaitingLink: '' },
    errors: { addLinkClient: { code: 'invalid', message: 'no' } },
    act: async (page) => {
      await page.getByRole('textbox').fill('http://nope');
      await page.getByRole('button', { name: 'Add client' }).click();
    },
  }),
  options('relays', 'relays'),
  options('relays-invalid', 'relays', {
    errors: { setRelays: { code: 'invalid', message: 'no' } },
    act: async (page) => {
      await page.getByLabel('Address of a relay').fill('http://nope');
      await page.getByRole('button', { name: 'Add relay' }).click();
    },
  }),
  options('relays-narrow', 'relays', { size: [420, 700] }),
  options('security', 'security', { snapshot: guarded }),
  options('security-bare', 'security'),
  options('security-narrow', 'security', { size: [420, 1000], snapshot: guarded }),
  options('security-rtl', 'security', { snapshot: guarded, dir: 'rtl' }),
  options('security-password', 'security', {
    snapshot: guarded,
    errors: { changePassword: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await page.getByRole('button', { name: 'Change password…' }).click();
      await page.getByLabel('Password until now').fill('not this one');
      await page.getByLabel('New password').fill('nine lives of a blue cat');
      await page.getByLabel('Once more').fill('nine lives of a blue cat');
      await page.getByRole('button', { name: 'Change password', exact: true }).click();
    },
  }),
  options('security-passkey', 'security', {
    snapshot: guarded,
    act: open('Add a passkey…'),
  }),
  options('security-passkey-refused', 'security', {
    snapshot: guarded,
    act: async (page) => {
      await addAuthenticator(page, { prf: false });
      await open('Add a passkey…')(page);
      await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill('correct horse battery');
      await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
      await page.getByText(/cannot keep a key for Facet/).waitFor();
    },
  }),
  options('security-passkey-remove', 'security', {
    snapshot: guarded,
    act: open('Remove Blue security key'),
  }),
  options('security-wipe', 'security', {
    act: async (page) => {
      await page.getByRole('button', { name: /^Delete everything/ }).click();
      await page.getByRole('checkbox').check();
    },
  }),
  options('security-wipe-wrong', 'security', {
    errors: { wipe: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await page.getByRole('button', { name: /^Delete everything/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('checkbox').check();
      await dialog.getByLabel('Password', { exact: true }).fill('not this one');
      await dialog.getByRole('button', { name: 'Delete everything', exact: true }).click();
      await page.getByText('That is not the password.').waitFor();
    },
  }),
  options('accounts-step-up', 'accounts', {
    snapshot: fakeSnapshot({ accounts: [{ ...alice, stepUp: true }, ines] }),
    act: open('Details of Alice Moreau'),
  }),
  options('accounts-step-down', 'accounts', {
    snapshot: fakeSnapshot({ accounts: [{ ...alice, stepUp: true }, ines] }),
    act: async (page) => {
      await open('Details of Alice Moreau')(page);
      await page.getByRole('switch', { name: 'Always ask the password for this one' }).click();
    },
  }),
  options('about', 'about'),
  options('news', 'news'),
  options('loading', 'accounts', { snapshot: undefined as never }),
  options('locked', 'accounts', { snapshot: bareSnapshot('locked') }),
  options('locked-passkey', 'accounts', { snapshot: bareSnapshot('locked', { passkeys }) }),
  options('empty', 'accounts', { snapshot: bareSnapshot('empty') }),
];
