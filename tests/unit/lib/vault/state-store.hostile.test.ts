import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { State } from '#lib/storage/state';
import { newAccountOf } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
});

const addRelay = (url: string) => (draft: State) => {
  draft.settings.relays.push(url);
};

describe('a vault that is opened again while a change is being saved', () => {
  it('goes on from the change, not from what was read before it', async () => {
    await worker.store.change(addRelay('wss://one.example'));
    // what is read at once is opened late, as under load
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    let goOn = () => {};
    const late = new Promise<void>((resolve) => (goOn = resolve));
    vi.spyOn(crypto.subtle, 'decrypt').mockImplementationOnce(async (...args) => {
      await late;
      return decrypt(...args);
    });
    const loading = worker.store.load();
    const changing = worker.store.change(addRelay('wss://two.example'));
    await vi.waitFor(() => expect(crypto.subtle.decrypt).toHaveBeenCalled());
    // more turns than a change takes, would it not wait
    for (let turn = 0; turn < 100; turn += 1) await worker.database.count('records');
    goOn();
    await Promise.all([loading, changing]);
    expect(worker.store.state.settings.relays).toContain('wss://two.example');
    await worker.store.change(addRelay('wss://three.example'));
    const { state } = (await restartWorker(worker)).store;
    expect(state.settings.relays.slice(-3)).toEqual([
      'wss://one.example',
      'wss://two.example',
      'wss://three.example',
    ]);
  });
});

describe('a vault whose state was taken away', () => {
  it('is refused with its keys kept, not shown as an empty one', async () => {
    await worker.sessions.add([newAccountOf('ada')]);
    await worker.database.delete('records', 'state');
    await worker.vault.lock();
    await worker.vault.unlock(PASSWORD);
    await expect(worker.store.load()).rejects.toMatchObject({ code: 'internal' });
    expect(worker.store.isOpen).toBe(false);
    expect(await worker.database.count('records')).toBe(1);
  });
});
