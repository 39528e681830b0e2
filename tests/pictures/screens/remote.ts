/** Every kind of account in the lists, and the way to one whose key is with a remote signer. */
import { npubEncode } from 'nostr-tools/nip19';
import type { Page } from '@playwright/test';
import type { AccountView, RemoteView } from '../../../lib/rpc/snapshot.ts';
import {
  alice,
  damusTab,
  fakeAccount,
  fakeKey,
  fakeSnapshot,
  ines,
  nightjar,
  NOW,
  studio,
  zoe,
} from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const HOUR = 3_600_000;
const AUTH_URL = 'https://signer.example/approve?request=1';

const remote = (account: AccountView, more: Partial<RemoteView>): AccountView => ({
  ...account,
  kind: 'remote',
  backedUp: true,
  remote: {
    state: 'connected',
    since: NOW - HOUR,
    signerPubkey: fakeKey('9'),
    signerNpub: npubEncode(fakeKey('9')),
    relays: ['wss://relay.signer.example/', 'wss://nos.example/'],
    perms: ['get_public_key', 'sign_event', 'nip44_encrypt', 'nip44_decrypt'],
    ...more,
  },
});

const harbour: AccountView = { ...fakeAccount('8', 'Harbour Press', 'citrine'), kind: 'watch-only' };
const accounts = [
  alice,
  ines,
  remote(studio, {}),
  nightjar,
  harbour,
  remote(zoe, { state: 'offline', since: NOW - 2 * HOUR + 120_000 }),
  remote(fakeAccount('a', 'Port Bakery', 'rose'), { state: 'waiting', authUrl: AUTH_URL }),
  remote(fakeAccount('b', 'Night Bus', 'sapphire'), { state: 'connecting' }),
];
const snapshot = fakeSnapshot({ accounts });

const click = (name: string) => (page: Page) => page.getByRole('button', { name }).click();
const start = click('Connect a remote signer');

const adding = (name: string, more: Partial<Screen>): Screen => ({
  name: `onboarding-remote-${name}`,
  path: 'onboarding.html#account',
  size: [1200, 980],
  snapshot: fakeSnapshot({ accounts: [alice, harbour] }),
  act: start,
  ...more,
});

const connect = async (page: Page) => {
  await start(page);
  await page.getByLabel('Bunker address').fill('alice@signer.example');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
};

/** Nobody here has a key on this device. */
const keyless = fakeSnapshot({
  accounts: [harbour, remote(studio, {}), remote(zoe, { state: 'offline' })],
  current: harbour.pubkey,
});

const uri = `nostrconnect://${fakeKey('c')}?relay=wss%3A%2F%2Frelay.example%2F&relay=wss%3A%2F%2Fnos.example%2F&secret=${'0f'.repeat(16)}&perms=get_public_key%2Csign_event%2Cnip44_encrypt%2Cnip44_decrypt&name=Facet`;

export const screens: Screen[] = [
  {
    name: 'popup-kinds',
    path: 'popup.html',
    size: [380, 600],
    snapshot,
    tab: damusTab,
    act: (page) => page.getByText('Night Bus').scrollIntoViewIfNeeded(),
  },
  {
    name: 'popup-offline-remote',
    path: 'popup.html',
    size: [320, 600],
    snapshot: { ...keyless, offline: 'relays', current: zoe.pubkey },
    tab: { ...damusTab, pubkey: zoe.pubkey },
  },
  {
    name: 'options-kinds',
    path: 'options.html#accounts',
    size: [1280, 980],
    snapshot,
    act: click('Details of Moreau Studio'),
  },
  {
    name: 'options-kinds-rtl',
    path: 'options.html#accounts',
    size: [1280, 980],
    snapshot,
    dir: 'rtl',
    act: click('Details of Moreau Studio'),
  },
  {
    name: 'options-kinds-narrow',
    path: 'options.html#accounts',
    size: [420, 1800],
    snapshot,
    act: click('Details of Moreau Studio'),
  },
  {
    name: 'options-kinds-logout',
    path: 'options.html#accounts',
    size: [1280, 980],
    snapshot,
    act: async (page) => {
      await click('Details of Moreau Studio')(page);
      await page.getByRole('button', { name: 'Log out…' }).click();
    },
  },
  {
    name: 'options-keyless-logout',
    path: 'options.html#accounts',
    size: [1280, 860],
    snapshot: keyless,
    act: click('Log out all…'),
  },
  {
    name: 'options-keyless-logout-sure',
    path: 'options.html#accounts',
    size: [1280, 860],
    snapshot: keyless,
    act: async (page) => {
      await click('Log out all…')(page);
      await page.getByRole('alertdialog').getByRole('button', { name: 'Log out all…' }).click();
      await page.getByText('This cannot be taken back.').waitFor();
    },
  },
  adding('bunker', {}),
  adding('wrong', {
    act: async (page) => {
      await start(page);
      await page.getByLabel('Bunker address').fill('bunker://');
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
    },
  }),
  adding('failed', { errors: { connectBunker: { code: 'timeout', message: 'no' } }, act: connect }),
  adding('connecting', {
    snapshot: fakeSnapshot({ accounts: [alice], connecting: {} }),
    results: { connectBunker: null },
    act: connect,
  }),
  adding('approve', {
    snapshot: fakeSnapshot({ accounts: [alice], connecting: { authUrl: AUTH_URL } }),
    results: { connectBunker: null },
    act: connect,
  }),
  adding('found', {
    results: { connectBunker: { pubkey: zoe.pubkey, signerNpub: zoe.npub } },
    act: connect,
  }),
  adding('watched', {
    results: { connectBunker: { pubkey: harbour.pubkey, signerNpub: zoe.npub } },
    act: connect,
  }),
  adding('twin', {
    results: { connectBunker: { pubkey: alice.pubkey, signerNpub: zoe.npub } },
    act: connect,
  }),
  adding('invite', {
    size: [1200, 1150],
    results: { inviteSigner: { uri, expiresAt: NOW + 300_000 }, meetSigner: null },
    act: async (page) => {
      await start(page);
      await page.getByRole('radio', { name: 'Show a QR code' }).check();
      await page.getByRole('button', { name: 'Show the QR code' }).click();
    },
  }),
];
