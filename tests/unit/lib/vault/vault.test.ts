import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  createMachine,
  MINUTES,
  PASSWORD,
  restartWorker,
  startOpenWorker,
  startWorker,
  type Worker,
} from '../../support/rooms';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const inSession = () => fakeBrowser.storage.session.get(null);

describe('a new vault', () => {
  it('is empty until a password is chosen, then unlocked', async () => {
    const { vault } = startWorker(await createMachine());
    await vault.restore();
    expect(vault.status).toBe('empty');
    expect(() => vault.expectKeys()).toThrow('locked');
    await vault.create(PASSWORD);
    expect(vault.status).toBe('unlocked');
  });

  it.each([
    ['nine characters', '123456789'],
    ['nine characters of two code units each', '💎'.repeat(9)],
    ['nine that are written as more before NFKC', 'e\u0301'.repeat(9)],
    ['nothing', ''],
  ])('is not made with a password of %s', async (_name, password) => {
    const { vault, database } = startWorker(await createMachine());
    await vault.restore();
    await expect(vault.create(password)).rejects.toMatchObject({ code: 'invalid' });
    expect(vault.status).toBe('empty');
    expect(await database.count('vault')).toBe(0);
  });

  it('is made with a password of ten characters, the fewest that are taken', async () => {
    const { vault } = startWorker(await createMachine());
    await vault.restore();
    await vault.create('💎'.repeat(10));
    expect(vault.status).toBe('unlocked');
  });

  it('is not made over another one', async () => {
    const { vault, database } = await startOpenWorker();
    const before = await database.get('vault', 'header');
    await expect(vault.create('another password')).rejects.toMatchObject({ code: 'invalid' });
    expect(await database.get('vault', 'header')).toEqual(before);
  });

  it('is made once when two ask at the same time', async () => {
    const { vault } = startWorker(await createMachine());
    await vault.restore();
    const results = await Promise.allSettled([vault.create(PASSWORD), vault.create('another password')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('unlocking', () => {
  it('takes the password in whatever form a keyboard writes it (NFKC)', async () => {
    const worker = startWorker(await createMachine());
    await worker.vault.restore();
    await worker.vault.create('Zo\u00EB \uFB01nds 10 gems');
    await worker.vault.lock();
    await worker.vault.unlock('Zoe\u0308 finds １０ gems');
    expect(worker.vault.status).toBe('unlocked');
  });

  it.each(['correct horse batterx', `${PASSWORD} `, PASSWORD.toUpperCase(), ''])(
    'is denied for %j',
    async (password) => {
      const { vault } = await startOpenWorker();
      await vault.lock();
      await expect(vault.unlock(password)).rejects.toMatchObject({ code: 'denied' });
      expect(vault.status).toBe('locked');
      expect(await inSession()).toEqual({ run: expect.any(String) as string });
    },
  );

  it('says that there is nothing to unlock', async () => {
    const { vault } = startWorker(await createMachine());
    await vault.restore();
    await expect(vault.unlock(PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is not what confirming a password does', async () => {
    const { vault } = await startOpenWorker();
    await vault.confirm(PASSWORD);
    await expect(vault.confirm('correct horse batterx')).rejects.toMatchObject({ code: 'denied' });
    await vault.lock();
    await vault.confirm(PASSWORD);
    expect(vault.status).toBe('locked');
  });
});

describe('the bare data key that a password opens', () => {
  /** Everything that is decrypted, in the very bytes that Facet gets. */
  function watchOpened(): ArrayBuffer[] {
    const opened: ArrayBuffer[] = [];
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...args) => {
      const plaintext = await decrypt(...args);
      opened.push(plaintext);
      return plaintext;
    });
    return opened;
  }

  it.each<[string, (worker: Worker) => Promise<void>]>([
    ['unlocks the vault', ({ vault }) => vault.unlock(PASSWORD)],
    ['is confirmed', ({ vault }) => vault.confirm(PASSWORD)],
    [
      'is changed',
      ({ vault }) =>
        vault.changePassword(PASSWORD, 'another horse battery', async (...[, , saved]) => saved()),
    ],
    ['deletes everything', ({ vault }) => vault.wipe(PASSWORD, async (saved) => saved())],
  ])('is overwritten with zeros once the password %s', async (_name, use) => {
    const worker = await startOpenWorker();
    const opened = watchOpened();
    await use(worker);
    expect(opened.map((bytes) => new Uint8Array(bytes))).toEqual([new Uint8Array(32)]);
  });
});

describe('while it is unlocked', () => {
  it('storage.session holds the data key and the deadline, the disk neither', async () => {
    const { database } = await startOpenWorker();
    const held = await inSession();
    expect(Object.keys(held).toSorted()).toEqual(['deadline', 'run', 'unlocked']);
    expect(Object.keys(held['deadline'] as object).toSorted()).toEqual(['lockAt', 'setAt']);
    expect(Object.keys(held['unlocked'] as object).toSorted()).toEqual(['dek', 'lockAt', 'setAt']);
    const { dek } = held['unlocked'] as { dek: string };
    const onDisk = JSON.stringify(
      [await database.getAll('vault'), await database.getAll('records')],
      (_key, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : (value as unknown),
    );
    expect(Buffer.from(dek, 'base64')).toHaveLength(32);
    expect(onDisk).not.toContain(dek);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });

  it('keys cannot be read back', async () => {
    const { vault } = await startOpenWorker();
    for (const key of Object.values(vault.expectKeys().key)) {
      expect(key.extractable).toBe(false);
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    }
  });

  it('the death of the worker changes nothing', async () => {
    const worker = await startOpenWorker();
    const next = await restartWorker(worker);
    expect(next.vault.status).toBe('unlocked');
    expect(next.deadlines).toEqual([NOW + 15 * MINUTES]);
  });

  it('the end of the browser locks it', async () => {
    const worker = await startOpenWorker();
    await fakeBrowser.storage.session.clear();
    expect((await restartWorker(worker)).vault.status).toBe('locked');
  });
});

describe('locking', () => {
  it('forgets every key, here and in storage.session, and tells who wants to know', async () => {
    const { vault } = await startOpenWorker();
    const heard = vi.fn();
    vault.onLock(heard);
    await vault.lock();
    expect(vault.status).toBe('locked');
    expect(() => vault.expectKeys()).toThrow('locked');
    expect(await inSession()).toEqual({ run: expect.any(String) as string });
    expect(heard).toHaveBeenCalledOnce();
    await vault.lock();
    expect(heard).toHaveBeenCalledOnce();
  });

  it('happens by itself at the deadline, in the next use at the latest', async () => {
    const { vault } = await startOpenWorker();
    const heard = vi.fn();
    vault.onLock(heard);
    vi.setSystemTime(NOW + 15 * MINUTES - 1);
    expect(vault.status).toBe('unlocked');
    vault.expectKeys();
    vi.setSystemTime(NOW + 15 * MINUTES);
    expect(vault.status).toBe('locked');
    expect(() => vault.expectKeys()).toThrow('locked');
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
    expect(await inSession()).toEqual({ run: expect.any(String) as string });
  });

  it('is put off by what the person does, and by nothing else', async () => {
    const worker = await startOpenWorker();
    vi.setSystemTime(NOW + 10 * MINUTES);
    worker.vault.expectKeys();
    expect(worker.deadlines).toEqual([NOW + 15 * MINUTES]);
    await worker.vault.touch();
    expect(worker.deadlines).toEqual([NOW + 15 * MINUTES, NOW + 25 * MINUTES]);
    vi.setSystemTime(NOW + 20 * MINUTES);
    expect((await restartWorker(worker)).vault.status).toBe('unlocked');
  });

  it('is not put off by a clock that is put back, in the next worker neither', async () => {
    const worker = await startOpenWorker();
    vi.setSystemTime(NOW - MINUTES);
    expect(worker.vault.status).toBe('unlocked'); // as the network may set it
    vi.setSystemTime(NOW - MINUTES - 1);
    const next = await restartWorker(worker);
    expect(next.vault.status).toBe('locked');
    expect(worker.vault.status).toBe('locked');
    expect(() => worker.vault.expectKeys()).toThrow('locked');
  });

  it('cannot be undone by a late touch', async () => {
    const { vault } = await startOpenWorker();
    vi.setSystemTime(NOW + 15 * MINUTES);
    await vault.touch();
    expect(vault.status).toBe('locked');
  });

  it('is not put off by the death of the worker', async () => {
    const worker = await startOpenWorker();
    vi.setSystemTime(NOW + 15 * MINUTES);
    const next = await restartWorker(worker);
    expect(next.vault.status).toBe('locked');
    expect(await inSession()).toEqual({ run: expect.any(String) as string });
  });
});
