import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newAccountOf, signAs } from '../../support/keys';
import { PASSWORD, startOpenWorker, startWorker, type Worker } from '../../support/rooms';

const disk = async ({ database }: Worker) => ({
  vault: await database.getAll('vault'),
  records: await database.getAll('records'),
});

async function start(): Promise<Worker> {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
  return worker;
}

describe('deleting everything', () => {
  it('leaves nothing on the disk or in memory, and a new vault can begin', async () => {
    const worker = await start();
    await worker.vault.wipe(PASSWORD, worker.store.clear);
    expect(await disk(worker)).toEqual({ vault: [], records: [] });
    expect(await fakeBrowser.storage.session.get(null)).toEqual({ run: expect.any(String) as string });
    expect(worker.vault.status).toBe('empty');
    expect(worker.sessions.all).toEqual([]);
    expect(worker.deadlines.at(-1)).toBe('browser-closes');
    await worker.vault.create('another horse battery');
    await worker.store.load();
    expect(worker.store.state.accounts).toEqual([]);
  });

  it('has ended only when storage.session holds the keys no more, however slow that is', async () => {
    const worker = await start();
    const remove = fakeBrowser.storage.session.remove.bind(fakeBrowser.storage.session);
    vi.spyOn(fakeBrowser.storage.session, 'remove').mockImplementation(async (keys) => {
      for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
      await remove(keys);
    });
    await worker.vault.wipe(PASSWORD, worker.store.clear);
    expect(await fakeBrowser.storage.session.get('unlocked')).toEqual({});
  });

  it('needs the password, and an open vault', async () => {
    const worker = await start();
    const before = (await disk(worker)).records;
    await expect(worker.vault.wipe('correct horse batterx', worker.store.clear)).rejects.toMatchObject({
      code: 'denied',
    });
    await worker.vault.lock();
    await expect(worker.vault.wipe(PASSWORD, worker.store.clear)).rejects.toMatchObject({ code: 'locked' });
    expect((await disk(worker)).records).toEqual(before);
  });

  it('that the disk refuses changes nothing', async () => {
    const worker = await start();
    const before = (await disk(worker)).records;
    const broken = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(() => {
      throw new DOMException('no', 'UnknownError');
    });
    await expect(worker.vault.wipe(PASSWORD, worker.store.clear)).rejects.toMatchObject({ code: 'internal' });
    broken.mockRestore();
    expect((await disk(worker)).records).toEqual(before);
    expect(worker.vault.status).toBe('unlocked');
    expect(worker.sessions.all).toHaveLength(2);
  });

  it('lets no write that was on its way come after it', async () => {
    const worker = await start();
    const wiping = worker.vault.wipe(PASSWORD, (onSaved) => {
      const clearing = worker.store.clear(onSaved);
      worker.sessions.apply(signAs('ada', { kind: 0, content: '{}' }));
      void worker.store.change((draft) => void draft.settings.relays.pop()).catch(() => undefined);
      return clearing;
    });
    await wiping;
    await worker.summaries.settled();
    expect(await disk(worker)).toEqual({ vault: [], records: [] });
  });

  it('by a worker that died before it forgot the keys leaves them to nobody', async () => {
    const worker = await start();
    const held = await fakeBrowser.storage.session.get('unlocked');
    await worker.vault.wipe(PASSWORD, worker.store.clear);
    await fakeBrowser.storage.session.set(held);
    const next = startWorker(worker.database);
    await next.vault.restore();
    expect(next.vault.status).toBe('empty');
    expect(await fakeBrowser.storage.session.get(null)).toEqual({ run: expect.any(String) as string });
  });
});
