/** The relays of all accounts and of one: lists, changes that are not published, what relays say, who uses which. */
import type { Page } from '@playwright/test';
import type { RelayUseView, RelayView } from '../../../lib/rpc/relays.ts';
import { alice, crowd, fakeKey, fakeSnapshot, harbour, ines, nightjar, NOW, studio } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const [RELAY, HARBOUR, INBOX, COAST] = [
  'wss://relay.example/',
  'wss://nos.harbour.example/',
  'wss://inbox.moreau.example/',
  'wss://old.coast.example/',
];
const LONG =
  'wss://a-relay-with-a-very-long-name-that-never-ends.subdomain.example/inbox/for/everybody?key=0123456789';

const views: RelayView[] = [
  { url: RELAY, state: 'connected', latency: 48, since: NOW - 3_600_000 },
  {
    url: HARBOUR,
    state: 'connected',
    latency: 112,
    trouble: { at: NOW - 600_000, said: 'rate-limited: slow down \u202E' },
  },
  { url: INBOX, state: 'connected', latency: 61 },
  { url: INBOX, state: 'connecting', pubkey: studio.pubkey },
  { url: COAST, state: 'disconnected', since: NOW - 9_000_000 },
];

const list = (kind: number, tags: string[][], content = '') => ({
  ...{ id: fakeKey(String(kind).slice(-2)), pubkey: studio.pubkey, created_at: 1_750_000_000, sig: '' },
  ...{ kind, tags, content },
});
const lists = {
  relays: list(10_002, [
    ['r', 'wss://relay.example'],
    ['r', HARBOUR, 'read'],
    ['r', LONG, 'write'],
    ['client', 'Other'],
  ]),
  messages: list(10_050, [['relay', INBOX]]),
  search: list(10_007, [['relay', 'wss://search.example']]),
  blocked: list(10_006, [['relay', 'wss://spam.example']], `A${'b'.repeat(175)}`),
  destinations: [RELAY, LONG],
};
const facts = {
  name: 'Relay of the harbour',
  description: 'For everybody who mends nets.\nNo ads. \u202E',
  contact: 'mailto:keeper@harbour.example',
  software: 'https://relays.example/strict',
  version: '2.1.0',
  terms: 'https://harbour.example/terms',
  nips: [1, 9, 11, 42, 65, 70],
  authRequired: true,
  restrictedWrites: true,
  maxMessage: 131_072,
  maxSubscriptions: 20,
};
const suggestions = {
  asked: 204,
  found: 131,
  relays: [
    { url: 'wss://lighthouse.example/', count: 61 },
    { url: 'wss://pier.example/', count: 23 },
    { url: LONG, count: 1 },
  ],
};

const uses: RelayUseView[] = [
  { pubkey: alice.pubkey, write: [RELAY, HARBOUR], read: [RELAY, COAST], messages: [INBOX] },
  { pubkey: ines.pubkey, write: [RELAY], read: [RELAY], messages: [] },
  { pubkey: studio.pubkey, write: [RELAY, LONG], read: [RELAY, HARBOUR], messages: [INBOX] },
  { pubkey: nightjar.pubkey, write: ['wss://night.example/'], read: ['wss://night.example/'], messages: [] },
];
const crowded: RelayUseView[] = crowd.map(({ pubkey }, index) => ({
  pubkey,
  write: [`wss://relay${index % 7}.example/`, `wss://own${index}.example/`],
  read: [`wss://relay${index % 5}.example/`],
  messages: [],
}));

const results = {
  getRelayLists: lists,
  getRelayUses: uses,
  getRelayFacts: facts,
  suggestRelays: suggestions,
};
const screen = (name: string, more: Partial<Screen>): Screen => ({
  name: `relays-${name}`,
  path: 'options.html#relays',
  size: [1280, 1000],
  snapshot: fakeSnapshot({ relays: views }),
  ...more,
  results: { ...results, ...more.results },
});
const openTab = (page: Page, name: string) => page.locator('nav.tabs a', { hasText: name }).click();
const ofStudio = (name: string, { act, ...more }: Partial<Screen> = {}): Screen =>
  screen(name, {
    size: [1280, 1400],
    ...more,
    act: async (page) => {
      await openTab(page, studio.name);
      await act?.(page);
    },
  });

const found = (page: Page) => page.getByRole('region', { name: 'Where others find this account' });
const edit = async (page: Page) => {
  await page.getByLabel('Write to nos.harbour.example').click();
  await page.getByRole('button', { name: 'Remove relay.example' }).click();
  await found(page).getByLabel('Address of a relay').fill('old.coast.example');
  await found(page).getByRole('button', { name: 'Add relay' }).click();
};
const review = async (page: Page) => {
  await edit(page);
  await page.getByRole('button', { name: 'Review and sign' }).click();
  await page.getByRole('dialog').getByText('Would go to').waitFor();
};

export const screens: Screen[] = [
  screen('all', {}),
  screen('all-none', { results: { getRelayUses: [] } }),
  screen('all-crowd', {
    size: [1280, 1400],
    snapshot: fakeSnapshot({ relays: views, accounts: crowd }),
    results: { getRelayUses: crowded },
  }),
  ofStudio('account'),
  screen('account-crowd', {
    size: [1280, 1400],
    snapshot: fakeSnapshot({ relays: views, accounts: crowd }),
    act: async (page) => {
      await page.getByLabel('More accounts…').selectOption('Person 41');
      await page.getByRole('link', { name: 'Person 41' }).waitFor();
      await found(page).waitFor();
    },
  }),
  ofStudio('account-sign-in', {
    snapshot: fakeSnapshot({
      offline: 'relays',
      relays: [{ url: RELAY, state: 'disconnected', signIn: 'wanted', wants: [studio.pubkey, alice.pubkey] }],
      signIns: [{ pubkey: studio.pubkey, relay: 'wss://nos.harbour.example/', says: 'always' }],
    }),
  }),
  ofStudio('account-edited', { act: edit }),
  ofStudio('account-empty', { results: { getRelayLists: { destinations: [RELAY] } } }),
  screen('account-watch-only', {
    size: [1280, 1400],
    snapshot: fakeSnapshot({ relays: views, accounts: [alice, harbour] }),
    act: (page) => openTab(page, harbour.name),
  }),
  ofStudio('facts', {
    act: async (page) => {
      await page.getByRole('button', { name: 'About relay.example' }).click();
      await page.getByText('Relay of the harbour').waitFor();
    },
  }),
  ofStudio('facts-none', {
    errors: { getRelayFacts: { code: 'disconnected', message: 'no' } },
    act: async (page) => {
      await page.getByRole('button', { name: 'About relay.example' }).click();
      await page.getByText('says nothing about itself').waitFor();
    },
  }),
  ofStudio('suggested', {
    act: async (page) => {
      await page.getByRole('button', { name: 'Where the people you follow write' }).click();
      await page.getByText('lighthouse.example').waitFor();
    },
  }),
  ofStudio('review', { size: [1280, 1000], act: review }),
  ofStudio('review-unknown', {
    size: [1280, 1000],
    results: { getRelayLists: { destinations: [RELAY] } },
    act: async (page) => {
      await found(page).getByLabel('Address of a relay').fill('old.coast.example');
      await found(page).getByRole('button', { name: 'Add relay' }).click();
      await page.getByRole('button', { name: 'Review and sign' }).click();
      await page.getByText('No list was found').waitFor();
    },
  }),
  ofStudio('review-step-up', {
    size: [1280, 1000],
    snapshot: fakeSnapshot({ relays: views, accounts: [alice, { ...studio, stepUp: true }] }),
    act: review,
  }),
  ofStudio('review-overtaken', {
    size: [1280, 1000],
    errors: { publishEvents: { code: 'invalid', message: 'no' } },
    act: async (page) => {
      await review(page);
      await page.getByRole('button', { name: 'Publish as \u2068Moreau\u2069' }).click();
      await page.getByRole('alert').waitFor();
    },
  }),
];
