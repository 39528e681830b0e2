import { beforeEach, describe, expect, it } from 'vitest';
import type { NewAccount } from '#lib/sessions/new-account';
import { toSnapshot } from '#lib/sessions/snapshot';
import { hexOf, newAccountOf, pubkeyOf, secretOf } from '../../support/keys';
import { restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const remote = {
  signerPubkey: pubkeyOf('signer'),
  clientPubkey: pubkeyOf('client'),
  relays: ['wss://relay.example/'],
  perms: ['sign_event'],
};
const remoteAda = (): NewAccount & { kind: 'remote' } => ({
  kind: 'remote',
  pubkey: ada,
  clientKey: secretOf('client'),
  remote,
});

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
});

const stored = (from = worker) => from.store.state.accounts[0];
const borrow = ({ secrets }: Worker) =>
  secrets.of(stored()?.id ?? '', ada)((key) => Buffer.from(key).toString('hex'));

describe('an account of a remote signer', () => {
  it('keeps where the signer is, and its client key sealed and nowhere else', async () => {
    const fresh = remoteAda();
    await worker.sessions.add([fresh]);
    expect(fresh.clientKey).toEqual(new Uint8Array(32));
    const restarted = await restartWorker(worker);
    expect(stored(restarted)).toMatchObject({ kind: 'remote', pubkey: ada, remote });
    expect(await borrow(restarted)).toBe(hexOf('client'));

    const records = await worker.database.getAll('records');
    const written = Buffer.concat(records.map(({ ciphertext }) => Buffer.from(ciphertext)));
    expect(written.includes(Buffer.from(secretOf('client')))).toBe(false);
    const live = { pending: [], relays: [], outbox: [], passkeys: [] };
    const snapshot = toSnapshot(
      restarted.store.state,
      (pubkey) => restarted.sessions.get(pubkey),
      () => [],
      live,
    );
    expect(JSON.stringify(snapshot)).not.toContain(hexOf('client'));
    expect(snapshot.accounts[0]).toMatchObject({
      backedUp: true,
      remote: { state: 'connecting', signerPubkey: remote.signerPubkey, relays: remote.relays },
    });
  });

  it('has no key that could be exported', async () => {
    await worker.sessions.add([remoteAda()]);
    expect(() => worker.sessions.expectKey(ada)).toThrow('not in Facet');
  });

  it('takes the place of a watched one when that is agreed to, and not of one with its key here', async () => {
    await worker.sessions.add([{ kind: 'watch-only', pubkey: ada, nickname: 'Ada' }]);
    await expect(worker.sessions.add([remoteAda()])).rejects.toMatchObject({ code: 'invalid' });
    await worker.sessions.add([remoteAda()], { upgrade: true });
    expect(stored()).toMatchObject({ kind: 'remote', nickname: 'Ada', remote });

    await worker.sessions.add([newAccountOf('ada')], { upgrade: true });
    expect(stored()).toMatchObject({ kind: 'secret-key', nickname: 'Ada' });
    expect(stored()).not.toHaveProperty('remote');
    expect(await borrow(worker)).toBe(hexOf('ada'));
    await expect(worker.sessions.add([remoteAda()], { upgrade: true })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('leaves no client key behind when it is logged out', async () => {
    await worker.sessions.add([remoteAda()]);
    await worker.sessions.logout(ada);
    expect(await worker.database.getAllKeys('records')).toEqual(['state']);
  });
});
