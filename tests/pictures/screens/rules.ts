/** The rules of a site: written anew, changed, paused, and tried out. */
import type { Page } from '@playwright/test';
import type { Forecast, AccountForecast, SiteForecast } from '../../../lib/rpc/rules.ts';
import type { SiteView } from '../../../lib/rpc/snapshot.ts';
import {
  alice,
  damus,
  DAMUS,
  fakeAccount,
  fakeKey,
  fakeRule,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  studio,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const HOUR = 3_600_000;

const notes = fakeRule(alice, DAMUS, 'signEvent', { kind: 1, expiresAt: NOW + 6 * HOUR });
const likes = fakeRule(alice, DAMUS, 'signEvent', { kind: 7, untilRestart: true });
const reading = fakeRule(alice, DAMUS, 'nip44.decrypt', { effect: 'deny' });
const site: SiteView = {
  ...damus,
  rules: [
    fakeRule(alice, DAMUS, 'connect'),
    notes,
    likes,
    fakeRule(alice, DAMUS, 'signEvent', { kind: 31_337, paused: true }),
    fakeRule(alice, DAMUS, 'signEvent', { kind: 22_242, relay: 'wss://relay.with-a-long-name.example/' }),
    fakeRule(alice, DAMUS, 'signEvent', {
      kind: 27_235,
      url: 'GET https://api.snort.example/api/v1/a-very-long-path-that-goes-on/user',
    }),
    fakeRule(alice, DAMUS, 'nip44.encrypt', { peer: fakeKey('9') }),
    reading,
    fakeRule(ines, DAMUS, 'connect'),
  ],
};

const forecast = (account: typeof alice, more: Partial<AccountForecast> = {}): AccountForecast => ({
  pubkey: account.pubkey,
  isHere: false,
  knows: false,
  asksPassword: false,
  allows: [],
  denies: [],
  ...more,
});
const forecasts: SiteForecast = {
  accounts: [
    forecast(alice, { isHere: true, knows: true, allows: [notes, likes], denies: [reading] }),
    forecast(ines, { knows: true }),
    forecast(studio, { knows: true, asksPassword: true }),
    forecast(nightjar),
  ],
};
const verdict: Forecast = { verdict: 'allow', because: 'rule', rule: notes };

const rules = (name: string, more: Partial<Screen> = {}): Screen => ({
  name: `rules-${name}`,
  path: 'options.html#sites',
  size: [1280, 900],
  snapshot: fakeSnapshot({ sites: [site] }),
  ...more,
  results: { forecastSite: forecasts, wouldAsk: verdict, ...more.results },
  act: async (page) => {
    await page.getByRole('button', { name: 'Rules of damus.example' }).click();
    await more.act?.(page);
  },
});

const add = (page: Page) => page.getByRole('button', { name: 'Add rule…' }).click();
const look = (page: Page) => page.getByRole('button', { name: 'What could it do now?' }).click();
const dialog = (page: Page) => page.getByRole('dialog');

export const screens: Screen[] = [
  rules('list'),
  rules('add', { act: add }),
  rules('add-never', {
    act: async (page) => {
      await add(page);
      await dialog(page).getByRole('radio', { name: 'Never' }).check();
      await dialog(page).getByLabel('For how long').selectOption({ label: 'Another time…' });
    },
  }),
  rules('add-wrong', {
    act: async (page) => {
      await add(page);
      await dialog(page).getByLabel('What it wants').selectOption({ index: 1 });
      await dialog(page).getByRole('textbox').fill('nobody');
      await dialog(page).getByRole('button', { name: 'Save rule' }).click();
    },
  }),
  rules('change', {
    act: (page) =>
      page
        .getByRole('button', { name: /^Change/ })
        .first()
        .click(),
  }),
  rules('now', { act: look }),
  rules('now-looking', { results: { forecastSite: null }, act: look }),
  rules('now-failed', { errors: { forecastSite: { code: 'internal', message: 'no' } }, act: look }),
  rules('now-tried', {
    act: async (page) => {
      await look(page);
      await dialog(page).locator('.would-ask .btn').click();
      await dialog(page).locator('.verdict .pill').waitFor();
    },
  }),
  rules('now-wordy', {
    snapshot: fakeSnapshot({
      accounts: [
        fakeAccount('1', 'Wolfeschlegelsteinhausenbergerdorff-Donaudampfschifffahrt', 'rose'),
        ines,
        studio,
        nightjar,
      ],
      sites: [site],
    }),
    act: look,
  }),
];
