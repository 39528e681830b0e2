import { base64 } from '@scure/base';
import { verifyEvent } from 'nostr-tools/pure';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Bytes, SealedRecord } from '#lib/storage/database';
import { deriveKey } from '#lib/vault/cipher';
import { openRecord } from '#lib/vault/records';
import type { Keys } from '#lib/vault/keys';
import { fresh, newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, startWorker, type Worker } from '../../support/rooms';

const NEXT = 'another horse battery';
const ada = pubkeyOf('ada');
let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob'), newAccountOf('ada')]);
  worker.sessions.apply(signAs('ada', { kind: 0, content: '{"name":"Ada"}' }));
  await Promise.all([worker.summaries.settled(), worker.copies.settled()]);
});

const change = (next = NEXT, password = PASSWORD) =>
  worker.vault.changePassword(password, next, worker.store.reseal);
const disk = async () => ({
  header: await worker.database.get('vault', 'header'),
  records: await worker.database.getAll('records'),
});
const held = async () => (await fakeBrowser.storage.session.get('unlocked'))['unlocked'] as { dek: string };

/** The keys of the DEK that storage.session holds now. */
async function heldKeys(): Promise<Keys> {
  const dek = base64.decode((await held()).dek) as Bytes;
  const { vaultId } = worker.vault.expectKeys();
  const key = (purpose: 'accounts' | 'state' | 'log') => deriveKey(dek, vaultId, purpose);
  return {
    vaultId,
    key: { accounts: await key('accounts'), state: await key('state'), log: await key('log') },
  };
}

/** Every record as what it is about. */
function nameOf({ id, type }: SealedRecord) {
  const account = worker.store.state.accounts.find((each) => each.id === id.split('.')[0]);
  return { id, type, pubkey: account?.pubkey ?? '' };
}
const openable = async (keys: Keys) => {
  const { records } = await disk();
  const opened = await Promise.allSettled(records.map((record) => openRecord(keys, record, nameOf(record))));
  return opened.filter(({ status }) => status === 'fulfilled').length;
};

async function expectSigning({ sessions }: Worker): Promise<void> {
  for (const { pubkey, signer } of sessions.all) {
    const event = await signer.signEvent({ pubkey, kind: 1, tags: [], content: 'x', created_at: 1 });
    expect(verifyEvent(fresh(event))).toBe(true);
  }
}

/** Another worker, as after the end of the browser. */
async function reopen(password: string): Promise<Worker> {
  await fakeBrowser.storage.session.clear();
  const next = startWorker(worker.database);
  await next.vault.restore();
  await next.vault.unlock(password);
  await next.store.load();
  next.sessions.restore();
  return next;
}

describe('another password', () => {
  it('seals every record anew, and the old DEK opens none of them', async () => {
    const old = await heldKeys();
    const before = await disk();
    expect(before.records).toHaveLength(5);
    expect(await openable(old)).toBe(5);
    const state = structuredClone(worker.store.state);
    await change();
    const after = await disk();
    expect(after.records.map(({ id }) => id)).toEqual(before.records.map(({ id }) => id));
    for (const [index, { iv, ciphertext }] of after.records.entries()) {
      expect(iv).not.toEqual(before.records[index]?.iv);
      expect(ciphertext).not.toEqual(before.records[index]?.ciphertext);
    }
    expect(await openable(old)).toBe(0);
    expect(await openable(await heldKeys())).toBe(5);
    expect(worker.store.state).toEqual(state);
  });

  it('opens the vault, and the old one is dead', async () => {
    await change();
    await expect(reopen(PASSWORD)).rejects.toMatchObject({ code: 'denied' });
    const next = await reopen(NEXT);
    expect(next.store.state).toEqual({ ...worker.store.state, run: expect.any(String) as string });
    await expectSigning(next);
    await vi.waitFor(() => expect(next.sessions.expect(ada).summary.known[0]?.profile?.name).toBe('Ada'));
  });

  it('leaves everybody signing, in this worker and in the next', async () => {
    await expectSigning(worker); // the old ciphertexts are warm
    await change();
    await expectSigning(worker);
    await expectSigning(await restartWorker(worker));
    await worker.sessions.add([newAccountOf('eve')]);
    await expectSigning(await restartWorker(worker));
  });

  it('is a generation of its own, and so is the change after it', async () => {
    const generation = async () => (await worker.database.get('records', 'state'))?.generation ?? NaN;
    const before = await generation();
    await change();
    expect(await generation()).toBe(before + 1);
    await worker.store.change((draft) => void draft.settings.relays.push('wss://one.example'));
    expect(await generation()).toBe(before + 2);
  });

  it('does not let a DEK that is over open a vault without records', async () => {
    worker = await startOpenWorker();
    const left = await held();
    await change();
    await fakeBrowser.storage.session.set({ unlocked: left }); // the worker died before it kept the new one
    const next = startWorker(worker.database);
    await next.vault.restore();
    await expect(next.store.load()).rejects.toMatchObject({ code: 'internal' });
  });

  it('needs the old one, and one that is long enough; else nothing changes', async () => {
    const before = await disk();
    await expect(change('too short')).rejects.toMatchObject({ code: 'invalid' });
    expect(await disk()).toEqual(before);
    await expect(change(NEXT, 'correct horse batterx')).rejects.toMatchObject({ code: 'denied' });
    expect(await disk()).toEqual(before);
    await worker.vault.confirm(PASSWORD);
  });

  it('is not given to a locked vault', async () => {
    const before = await disk();
    await worker.vault.lock();
    await expect(change()).rejects.toMatchObject({ code: 'locked' });
    expect(await disk()).toEqual(before);
    await worker.vault.unlock(PASSWORD);
  });

  it('leaves the vault locked when it was locked while it was being saved', async () => {
    const changing = worker.vault.changePassword(PASSWORD, NEXT, async (keys, header, onSaved) => {
      await worker.store.reseal(keys, header, () => {
        void worker.vault.lock();
        onSaved();
      });
    });
    await changing;
    expect(worker.vault.status).toBe('locked');
    expect(await held()).toBeUndefined();
    await expectSigning(await reopen(NEXT));
  });
});

describe('another password, when the disk does not take it', () => {
  it.each([
    [
      'refuses a write',
      'disk-full',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
          throw new DOMException('the disk is full', 'QuotaExceededError');
        }),
    ],
    [
      'aborts after the last record',
      'internal',
      () => {
        const put = Reflect.get(IDBObjectStore.prototype, 'put');
        return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
          this: IDBObjectStore,
          ...args
        ) {
          const request = put.apply(this, args);
          if ((args[0] as { id?: string }).id === 'state') this.transaction.abort();
          return request;
        });
      },
    ],
  ])('that %s changes nothing, on the disk or in memory', async (_name, code, breakDisk) => {
    const before = await disk();
    const dek = await held();
    const changing = worker.vault.changePassword(PASSWORD, NEXT, (...args) => {
      breakDisk();
      return worker.store.reseal(...args);
    });
    await expect(changing).rejects.toMatchObject({ code });
    vi.restoreAllMocks();
    expect(await disk()).toEqual(before);
    expect(await held()).toEqual(dek);
    await expectSigning(worker);
    await expectSigning(await reopen(PASSWORD));
  });

  it('is refused for a key that cannot be opened, whose bytes stay; unreadable relay data goes', async () => {
    const { records } = await disk();
    const feed = records.find(({ type }) => type === 'feed') as SealedRecord;
    await worker.database.put('records', { ...feed, ciphertext: new Uint8Array(40) });
    await change();
    const left = (await disk()).records.map(({ id }) => id);
    expect(left).toHaveLength(records.length - 1);
    expect(left).not.toContain(feed.id);
    await expectSigning(worker);

    const key = (await disk()).records.find(({ type }) => type === 'account') as SealedRecord;
    await worker.database.put('records', { ...key, ciphertext: new Uint8Array(48) });
    const before = await disk();
    await expect(change(PASSWORD, NEXT)).rejects.toMatchObject({ code: 'internal' });
    expect(await disk()).toEqual(before);
  });
});

it('records that somebody put beside the others do not keep the password from being changed, and stay', async () => {
  const own = (await disk()).records.find(({ type }) => type === 'account') as SealedRecord;
  const put = [
    { ...own, id: crypto.randomUUID() },
    { ...own, id: `${own.id}.x` },
    { ...own, id: 'another state', type: 'state' },
    { ...own, id: `${own.id}.y`, type: 'unknown' },
    { ...own, id: 'later', version: 2 },
    { id: 'bare' },
  ] as SealedRecord[];
  for (const record of put) await worker.database.put('records', record);
  await change();
  expect((await disk()).records).toEqual(expect.arrayContaining(put));
  await expectSigning(worker);
  await expectSigning(await reopen(NEXT));
});

describe('writes before, during and after another password', () => {
  it('are all readable afterwards, with the new password', async () => {
    const fans = Array.from({ length: 7 }, (_, index) => `fan ${index + 1}`);
    await worker.sessions.add(fans.map((label) => newAccountOf(label)));
    /** A record of every kind; what relays told of one account is written once and never again. */
    const write = (at: number) => {
      worker.sessions.apply(signAs(`fan ${at}`, { kind: 0, content: `{"name":"Fan ${at}"}` }));
      return [
        worker.store.change((draft) => void draft.settings.relays.push(`wss://${at}.example`)),
        worker.sessions.add([newAccountOf(`guest ${at}`)]),
      ];
    };
    const writes: Promise<unknown>[] = [];
    let at = 0;
    const more = () => writes.push(...write((at += 1)));
    more();
    const changing = worker.vault.changePassword(PASSWORD, NEXT, (keys, header, onSaved) => {
      more();
      const saving = worker.store.reseal(keys, header, () => {
        more();
        onSaved();
        more();
      });
      more();
      return saving;
    });
    more();
    await changing;
    more();
    await Promise.all(writes);
    await Promise.all([worker.summaries.settled(), worker.copies.settled()]);
    expect(at).toBe(7);

    const next = await reopen(NEXT);
    expect(next.store.state.accounts).toHaveLength(2 + 2 * at);
    expect(next.store.state.settings.relays.filter((url) => /wss:\/\/\d\.example/.test(url))).toHaveLength(
      at,
    );
    await expectSigning(next);
    const names = () =>
      fans.map((label) => next.sessions.expect(pubkeyOf(label)).summary.known[0]?.profile?.name);
    await vi.waitFor(() => expect(names()).toEqual(fans.map((_, index) => `Fan ${index + 1}`)));
  });

  it('never finds a signature in between unable to sign', async () => {
    const signing: Promise<void>[] = [];
    const changing = change();
    const ended = changing.then(() => 'ended');
    const tick = () => new Promise((resolve) => setImmediate(resolve));
    do signing.push(expectSigning(worker));
    while ((await Promise.race([ended, tick()])) !== 'ended');
    await Promise.all(signing);
    expect(signing.length).toBeGreaterThan(2);
  });
});
