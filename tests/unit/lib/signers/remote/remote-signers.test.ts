import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LINGER } from '#lib/signers/remote/link';
import { createRemoteSigners } from '#lib/signers/remote/remote-signers';
import type { StoredAccount } from '#lib/storage/state';
import type { Secrets } from '#lib/vault/secrets';
import { pubkeyOf, secretOf } from '../../../support/keys';
import { honest, startFakeSigner } from '../../../support/remote-signer';

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
afterEach(() => vi.useRealTimers());

const account = (name: string, more: Partial<StoredAccount> = {}): StoredAccount => ({
  ...{ id: name, pubkey: pubkeyOf(name), kind: 'remote', accent: 'amber', addedAt: 1, usedAt: 1 },
  remote: {
    signerPubkey: pubkeyOf('signer'),
    clientPubkey: pubkeyOf('client'),
    relays: [`wss://${name}.example/`],
    perms: [],
  },
  ...more,
});
const [ada, bob] = [account('ada'), account('bob')];
const secrets: Pick<Secrets, 'of'> = { of: () => async (use) => use(secretOf('client')) };

function start() {
  const fake = startFakeSigner('signer', honest('user'));
  const remotes = createRemoteSigners({
    secrets: secrets as Secrets,
    openChannelOf: () => fake.openChannel,
    onChange: () => undefined,
    onRelays: () => undefined,
  });
  const open = () => fake.open.map(({ relays }) => relays[0]);
  return { remotes, open };
}

it('accounts have a link each as long as they are there, and the same one', () => {
  const { remotes } = start();
  remotes.follow([ada, bob]);
  const links = [remotes.get('ada'), remotes.get('bob')];
  expect(links).toEqual([expect.anything(), expect.anything()]);
  remotes.follow([{ ...bob, nickname: 'Bob' }, ada]);
  expect([remotes.get('ada'), remotes.get('bob')].map((link, index) => link === links[index])).toEqual([
    true,
    true,
  ]);
  remotes.follow([{ ...account('watched'), remote: undefined }, ada] as StoredAccount[]);
  expect([remotes.get('watched'), remotes.get('bob')]).toEqual([undefined, undefined]);
  expect(remotes.get('ada')).toBe(links[0]);
});

it.each<[string, Partial<StoredAccount>]>([
  ['another key of its own', { remote: { ...ada.remote!, clientPubkey: pubkeyOf('other client') } }],
  ['connections of its own', { apart: true }],
])('an account with %s has another link, and the old one is closed', async (_, more) => {
  const { remotes, open } = start();
  remotes.watch(true);
  remotes.follow([ada]);
  const old = remotes.get('ada');
  remotes.follow([account('ada', more)]);
  expect(remotes.get('ada')).not.toBe(old);
  expect(open()).toEqual(['wss://ada.example/']);
  await expect(old?.request('get_public_key', [])).rejects.toMatchObject({ code: 'disconnected' });
});

it('they have connections while somebody looks, those that come meanwhile too, and none a while after', async () => {
  const { remotes, open } = start();
  remotes.follow([ada]);
  expect(open()).toEqual([]);
  remotes.watch(true);
  expect(open()).toEqual(['wss://ada.example/']);
  remotes.watch(true); // a second page is no second look
  remotes.follow([ada, bob]);
  expect(open()).toEqual(['wss://ada.example/', 'wss://bob.example/']);
  remotes.watch(false);
  await vi.advanceTimersByTimeAsync(LINGER);
  expect(open()).toEqual([]);
});

it('an account that is connected anew leaves no connection of before, and can be asked', async () => {
  const { remotes, open } = start();
  remotes.watch(true);
  remotes.follow([ada, bob]);
  remotes.reconnect(ada);
  expect(open()).toEqual(['wss://bob.example/', 'wss://ada.example/']);
  expect(await remotes.get('ada')?.request('get_public_key', [])).toBe(pubkeyOf('user'));
});

it('nothing is left of them when the vault locks', () => {
  const { remotes, open } = start();
  remotes.watch(true);
  remotes.follow([ada, bob]);
  remotes.stop();
  expect(open()).toEqual([]);
  expect([remotes.get('ada'), remotes.get('bob')]).toEqual([undefined, undefined]);
});
