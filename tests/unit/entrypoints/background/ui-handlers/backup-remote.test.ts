import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fresh, newAccountOf, pubkeyOf, secretOf } from '../../../support/keys';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));
const FILE_PASSWORD = 'a file of its own';
const ada = pubkeyOf('ada');

let facet: Awaited<ReturnType<typeof startUi>>;
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
});
const state = () => fresh(facet.rooms.store.state);

describe('an account with a remote signer', () => {
  const client = pubkeyOf('client of ada');
  const remote = {
    signerPubkey: pubkeyOf('signer'),
    clientPubkey: client,
    relays: ['wss://relay.example/'],
    perms: ['sign_event'],
  };

  it('travels with its client key, and with the wish to be asked for the password', async () => {
    const clientKey = secretOf('client of ada');
    await facet.rooms.sessions.add([{ kind: 'remote', pubkey: ada, clientKey, remote }]);
    await facet.rooms.store.change((draft) => {
      for (const account of draft.accounts) account.stepUp = true;
    });
    const file = await facet.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    facet = await startUi();
    await facet.ui.createVault(me, PASSWORD);
    await facet.ui.restoreBackup(me, file.text, FILE_PASSWORD, [ada], {
      settings: true,
      rules: true,
      copies: true,
    });
    expect(state().accounts).toMatchObject([{ pubkey: ada, kind: 'remote', remote, stepUp: true }]);
    const { id } = state().accounts[0] ?? { id: '' };
    const held = await facet.rooms.secrets.of(id, ada)((key) => Uint8Array.from(key));
    expect(held).toEqual(secretOf('client of ada'));
    const { accounts } = await facet.ui.checkBackup(me, file.text, FILE_PASSWORD);
    expect(accounts).toMatchObject([{ pubkey: ada, kind: 'remote', key: 'good' }]);
  });

  it('is no backup of the key that was added later', async () => {
    const clientKey = secretOf('client of ada');
    await facet.rooms.sessions.add([{ kind: 'remote', pubkey: ada, clientKey, remote }]);
    const file = await facet.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    await facet.rooms.sessions.add([newAccountOf('ada')], { upgrade: true });
    expect((await facet.ui.checkBackup(me, file.text, FILE_PASSWORD)).missing).toEqual([ada]);
    expect(state().accounts[0]).not.toHaveProperty('backedUpAt');
  });
});
