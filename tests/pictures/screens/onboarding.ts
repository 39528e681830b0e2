import { alice, bareSnapshot, fakeSnapshot, fakeKey, NOW, passkeys } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const onboarding = (name: string, more: Partial<Screen>): Screen => ({
  name: `onboarding-${name}`,
  path: 'onboarding.html',
  size: [1200, 820],
  snapshot: bareSnapshot('empty'),
  ...more,
});

const noAccounts = fakeSnapshot({ accounts: [], sites: [] });
const withAlice = fakeSnapshot({ accounts: [{ ...alice, backedUp: false }], sites: [] });

const addAlice: Partial<Screen> = {
  snapshot: noAccounts,
  results: { generateAccount: withAlice },
  path: 'onboarding.html#account/create',
  act: async (page) => {
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: 'Do not publish' }).click();
  },
};

export const screens: Screen[] = [
  onboarding('1', {
    act: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('correct-horse-battery');
      await page.getByLabel('Once more').fill('correct-horse-battery');
    },
  }),
  onboarding('1-wrong', {
    act: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('correct-horse');
      await page.getByLabel('Once more').fill('wrong-horse');
      await page.getByRole('button', { name: 'Continue' }).click();
    },
  }),
  onboarding('locked', { snapshot: bareSnapshot('locked', { retryAt: NOW + 4_000 }) }),
  onboarding('locked-passkey', { snapshot: bareSnapshot('locked', { passkeys }) }),
  onboarding('2', {
    snapshot: noAccounts,
    act: async (page) => {
      await page.getByLabel('Key, words or bunker link').fill(fakeKey('1'));
      await page.getByLabel('Name').fill('Alice Moreau');
    },
  }),
  onboarding('2-create', { snapshot: noAccounts, path: 'onboarding.html#account/create' }),
  onboarding('2-wrong', {
    snapshot: noAccounts,
    act: async (page) => {
      await page.getByLabel('Key, words or bunker link').fill(alice.npub.slice(0, -1));
      await page.getByRole('button', { name: 'Add account' }).click();
    },
  }),
  onboarding('3', addAlice),
  onboarding('3-rtl', { ...addAlice, dir: 'rtl', size: [640, 900] }),
  onboarding('3-backup', {
    ...addAlice,
    results: { ...addAlice.results, exportAccount: { ncryptsec: `ncryptsec1${'q'.repeat(152)}` } },
    act: async (page) => {
      await addAlice.act?.(page);
      await page.getByRole('button', { name: 'Back up now' }).click();
      await page.getByLabel('Password', { exact: true }).fill('any');
      await page.keyboard.press('Enter');
    },
  }),
  onboarding('no-access', { siteAccess: false }),
  onboarding('narrow', { size: [320, 820], long: true }),
];
