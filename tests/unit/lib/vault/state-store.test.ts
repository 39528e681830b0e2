import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { State } from '#lib/storage/state';
import { MINUTES, PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
});

const relays =
  (...urls: string[]) =>
  (draft: State) => {
    draft.settings.relays = urls;
  };
const addRelay = (url: string) => (draft: State) => {
  draft.settings.relays.push(url);
};
const generation = async ({ database }: Worker) => (await database.get('records', 'state'))?.generation;

/** The disk refuses every write until the test ends. */
const breakDisk = () =>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  });

describe('a change of the state', () => {
  it('is made to a copy, saved whole, and then true', async () => {
    const before = worker.store.state;
    await worker.store.change(relays('wss://one.example'));
    expect(worker.store.state.settings.relays).toEqual(['wss://one.example']);
    expect(before.settings.relays).not.toEqual(['wss://one.example']);
    expect(worker.changes).toBe(1);
    expect((await restartWorker(worker)).store.state).toEqual(worker.store.state);
  });

  it('is not readable on the disk', async () => {
    await worker.store.change(relays('wss://one.example'));
    const record = await worker.database.get('records', 'state');
    expect(Buffer.from(record?.ciphertext ?? []).includes('one.example')).toBe(false);
  });

  it('counts one generation', async () => {
    for (const expected of [1, 2, 3]) {
      await worker.store.change(relays());
      expect(await generation(worker)).toBe(expected);
    }
  });

  it('that throws changes nothing', async () => {
    await worker.store.change(relays('wss://one.example'));
    const before = worker.store.state;
    const failing = worker.store.change((draft) => {
      draft.settings.relays = [];
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(worker.store.state).toBe(before);
    expect(await generation(worker)).toBe(1);
    expect(worker.changes).toBe(1);
  });

  describe('that the disk refuses', () => {
    afterEach(() => vi.restoreAllMocks());

    it('changes nothing, in memory or on the disk, and the next one works', async () => {
      await worker.store.change(relays('wss://one.example'));
      const before = worker.store.state;
      const disk = breakDisk();
      await expect(worker.store.change(relays('wss://two.example'))).rejects.toMatchObject({
        code: 'disk-full',
      });
      expect(worker.store.state).toBe(before);
      disk.mockRestore();
      expect((await restartWorker(worker)).store.state).toEqual(before);
      await worker.store.change(addRelay('wss://three.example'));
      expect(worker.store.state.settings.relays).toEqual(['wss://one.example', 'wss://three.example']);
    });
  });

  it('takes its turn: none is lost when many come at once', async () => {
    await worker.store.change(relays());
    const urls = Array.from({ length: 20 }, (_, index) => `wss://${index}.example`);
    await Promise.all(urls.map((url) => worker.store.change(addRelay(url))));
    expect(worker.store.state.settings.relays).toEqual(urls);
    expect((await restartWorker(worker)).store.state.settings.relays).toEqual(urls);
  });

  it('takes its records with it, all or none', async () => {
    const record = await worker.secrets.seal('one', 'ab'.repeat(32), new Uint8Array(32));
    const failing = worker.store.change(
      () => {
        throw new RangeError('no');
      },
      { put: async () => [record] },
    );
    await expect(failing).rejects.toThrow(RangeError);
    expect(await worker.database.get('records', 'one')).toBeUndefined();
    await worker.store.change(relays(), { put: async () => [record] });
    expect(await worker.database.get('records', 'one')).toEqual(record);
    await worker.store.change(relays(), { remove: ['one'] });
    expect(await worker.database.get('records', 'one')).toBeUndefined();
  });
});

describe('a locked vault', () => {
  it('shows no state and takes no change', async () => {
    await worker.store.change(relays('wss://one.example'));
    await worker.vault.lock();
    expect(() => worker.store.state).toThrow('locked');
    expect(worker.store.isOpen).toBe(false);
    await expect(worker.store.change(relays())).rejects.toMatchObject({ code: 'locked' });
    await worker.vault.unlock(PASSWORD);
    expect(() => worker.store.state).toThrow('locked');
    await worker.store.load();
    expect(worker.store.state.settings.relays).toEqual(['wss://one.example']);
  });
});

describe('a vault whose deadline has passed', () => {
  afterEach(() => vi.useRealTimers());

  it('shows no state, although nothing has locked it yet', () => {
    vi.useFakeTimers({ now: Date.now() + 15 * MINUTES, toFake: ['Date'] });
    expect(() => worker.store.state).toThrow('locked');
  });
});

describe('a state that is not ours', () => {
  it('is refused when it was put back from an earlier time under the new number', async () => {
    await worker.store.change(relays('wss://old.example'));
    const old = await worker.database.get('records', 'state');
    await worker.store.change(relays('wss://new.example'));
    if (old) await worker.database.put('records', { ...old, generation: 2 });
    await expect(worker.store.load()).rejects.toMatchObject({ code: 'internal' });
  });

  it('is refused and kept when a newer Facet made it', async () => {
    await worker.store.change((draft) => Object.assign(draft, { version: 2 }));
    const kept = await worker.database.get('records', 'state');
    await expect(worker.store.load()).rejects.toMatchObject({ code: 'unsupported' });
    expect(await worker.database.get('records', 'state')).toEqual(kept);
  });
});
