import type { Page } from '@playwright/test';
import type { OutboxView } from '../../../lib/rpc/relays.ts';
import { alice, fakeAccount, fakeKey, fakeSnapshot, fresh, NOW } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const noAccounts = fakeSnapshot({ accounts: [], sites: [] });
const otter = fakeAccount('7', 'Otter', 'turquoise', { nickname: 'Otter', profile: {}, backedUp: false });

const item = (kind: number, more: Partial<OutboxView> = {}): OutboxView => ({
  id: fakeKey((kind + 16).toString(16)),
  pubkey: alice.pubkey,
  kind,
  addedAt: NOW - 120_000,
  relays: [
    { url: 'wss://relay.example/', answer: 'accepted' },
    { url: 'wss://nos.example/', answer: 'none' },
  ],
  ...more,
});
const outbox = [
  item(0),
  item(10_002, {
    relays: [{ url: 'wss://busy.example/', answer: 'none', reason: 'rate-limited: slow down' }],
  }),
  item(10_050, {
    relays: [
      { url: 'wss://relay.example/', answer: 'refused', reason: 'blocked: you are not on the list \u202E' },
      { url: 'wss://nos.example/', answer: 'refused', reason: 'pow: 28 bits needed' },
    ],
  }),
];

const content =
  '{"name":"alice","about":"Rides bicycles, mends them, writes about both.","picture":"https://moreau.example/a.png","nip05":"alice@moreau.example","bot":false}';
const held = {
  id: fakeKey('a'),
  pubkey: alice.pubkey,
  created_at: 1_750_000_000,
  kind: 0,
  tags: [],
  content,
  sig: '',
};
const relays = ['wss://relay.example/', 'wss://nos.example/'];

const create = async (page: Page) => {
  await page.getByLabel('Name, seen only by you').fill('Otter');
  await page.getByLabel('Name others see').fill('Otter of the river');
  await page.getByLabel('About you').fill('Swims, eats fish.\nAnswers slowly.');
  await page.getByLabel('Web address of a picture').fill('https://river.example/otter.png');
};
const submit = (page: Page) => page.getByRole('button', { name: 'Create account' }).click();
const edit = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name: `Details of ${name}` }).click();
  await page.getByRole('button', { name: 'Edit profile…' }).click();
};
const change = async (page: Page) => {
  await page.getByLabel('Name', { exact: true }).fill('Alice M.');
  await page.getByLabel('About', { exact: true }).fill('');
  await page.getByLabel('Website').fill('https://moreau.example');
};
const guarded: Partial<Screen> = {
  snapshot: fakeSnapshot({ accounts: [{ ...alice, stepUp: true }, fresh] }),
  act: async (page) => {
    await edit('Alice Moreau')(page);
    await change(page);
    await review(page);
  },
};
const review = (page: Page) => page.getByRole('button', { name: 'See what changes' }).click();

const screen = (name: string, more: Partial<Screen>): Screen => ({
  name: `publish-${name}`,
  path: 'options.html#accounts',
  size: [1280, 1000],
  snapshot: fakeSnapshot(),
  results: { getProfile: { event: held, relays } },
  ...more,
});
const onboarding: Partial<Screen> = {
  path: 'onboarding.html#account/create',
  size: [1200, 1300],
  snapshot: noAccounts,
  results: { generateAccount: fakeSnapshot({ accounts: [otter], current: otter.pubkey, sites: [] }) },
};
const inStep = async (page: Page) => {
  await create(page);
  await submit(page);
};

export const screens: Screen[] = [
  screen('identity', { ...onboarding, act: create }),
  screen('identity-wrong', {
    ...onboarding,
    act: async (page) => {
      await page.getByLabel('Web address of a picture').fill('river.example/otter.png');
      await page.getByLabel('Your relays').fill('http://relay.example');
      await submit(page);
    },
  }),
  screen('step', { ...onboarding, act: inStep }),
  screen('step-raw', {
    ...onboarding,
    dir: 'rtl',
    size: [640, 1500],
    act: async (page) => {
      await inStep(page);
      await page.getByText('Raw event').first().click();
    },
  }),
  screen('step-failed', {
    ...onboarding,
    errors: { publishEvents: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await inStep(page);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
    },
  }),
  screen('step-waiting', {
    ...onboarding,
    results: {
      ...onboarding.results,
      publishEvents: fakeSnapshot({
        accounts: [otter],
        current: otter.pubkey,
        sites: [],
        outbox: [item(0, { pubkey: otter.pubkey })],
      }),
    },
    act: async (page) => {
      await inStep(page);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
    },
  }),
  screen('profile', { act: edit('Alice Moreau') }),
  screen('profile-wrong', {
    act: async (page) => {
      await edit('Alice Moreau')(page);
      await page.getByLabel('Picture', { exact: true }).fill('http://moreau.example/a.png');
      await page.getByLabel('Nostr address').fill('moreau.example');
      await review(page);
    },
  }),
  screen('profile-diff', {
    act: async (page) => {
      await edit('Alice Moreau')(page);
      await change(page);
      await review(page);
    },
  }),
  screen('profile-unknown', {
    results: { getProfile: { relays } },
    act: async (page) => {
      await edit(fresh.name)(page);
      await change(page);
      await review(page);
    },
  }),
  screen('profile-overtaken', {
    size: [420, 900],
    errors: { publishEvents: { code: 'invalid', message: 'no' } },
    act: async (page) => {
      await edit('Alice Moreau')(page);
      await change(page);
      await review(page);
      await page.getByRole('button', { name: 'Publish as \u2068Alice\u2069' }).click();
      await page.getByRole('alert').waitFor();
    },
  }),
  screen('profile-step-up', guarded),
  screen('profile-step-up-wrong', {
    ...guarded,
    errors: { publishEvents: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await guarded.act?.(page);
      await page.getByLabel(/^Your password/).fill('not this one');
      await page.getByRole('button', { name: 'Publish as \u2068Alice\u2069' }).click();
      await page.getByText('That is not the password.').waitFor();
    },
  }),
  screen('details', {
    snapshot: fakeSnapshot({
      accounts: [{ ...alice, note: 'For work.\nNever for politics.' }, fresh],
      outbox,
    }),
    act: (page) => page.getByRole('button', { name: 'Details of Alice Moreau' }).click(),
  }),
  screen('details-note', {
    act: async (page) => {
      await page.getByRole('button', { name: 'Details of Alice Moreau' }).click();
      await page.getByRole('button', { name: 'Add a note' }).click();
    },
  }),
  screen('details-watch-only', {
    snapshot: fakeSnapshot({ accounts: [{ ...alice, kind: 'watch-only' }] }),
    act: (page) => page.getByRole('button', { name: 'Details of Alice Moreau' }).click(),
  }),
  screen('qr', {
    act: async (page) => {
      await page.getByRole('button', { name: 'Details of Alice Moreau' }).click();
      await page.getByRole('button', { name: 'Show QR code' }).click();
    },
  }),
  screen('outbox', {
    path: 'options.html#relays',
    results: { getRelayUses: [] },
    snapshot: fakeSnapshot({ outbox }),
  }),
  screen('outbox-narrow', {
    path: 'options.html#relays',
    results: { getRelayUses: [] },
    size: [380, 1300],
    long: true,
    dir: 'rtl',
    snapshot: fakeSnapshot({ outbox }),
  }),
];
