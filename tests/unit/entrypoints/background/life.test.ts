import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createLife } from '../../../../entrypoints/background/life';
import { answersItem, snapshotItem } from '#lib/storage/session';
import { openDatabase, type Database } from '#lib/storage/database';
import { PASSWORD, startOpenWorker, startWorker, type Worker } from '../../support/rooms';

let before: Worker;
const make = async (opening: Promise<Database>) => {
  const worker = startWorker(await opening);
  await worker.vault.restore();
  if (worker.vault.status === 'unlocked') await worker.store.load();
  return worker;
};

beforeEach(async () => {
  before = await startOpenWorker(); // and then it dies
  await snapshotItem.set({ vault: 'unlocked' } as never);
  await answersItem.set({});
});
const session = () => fakeBrowser.storage.session.get(null);
const refused = () => Promise.reject<Database>(new Error('the disk is out of order'));
const attendant = () => ({ onStarted: vi.fn(), onRefused: vi.fn() });

it('a worker that starts finds the vault open, and tells who attends', async () => {
  const life = createLife(make, openDatabase());
  const [page, gone] = [attendant(), attendant()];
  life.attend(page);
  life.attend(gone)();
  const rooms = await life.ready();
  expect(rooms.vault.status).toBe('unlocked');
  expect(page.onStarted).toHaveBeenCalledExactlyOnceWith(rooms);
  expect(await session()).toHaveProperty('snapshot');
});

it('one that is refused its database leaves nothing open, and says so to the pages', async () => {
  const life = createLife(make, refused());
  const page = attendant();
  life.attend(page);
  await vi.waitFor(() => expect(page.onRefused).toHaveBeenCalledOnce());
  await vi.waitFor(async () => expect(Object.keys(await session())).toEqual(['run']));
});

it('whoever asks next has it try anew, and what comes of it reaches the pages that are open', async () => {
  const life = createLife(make, refused());
  const page = attendant();
  life.attend(page);
  await expect(life.ready()).rejects.toThrow('out of order');
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
    throw new Error('still out of order');
  });
  await expect(life.ready()).rejects.toThrow('still out of order');
  open.mockRestore();
  const rooms = await life.ready();
  expect(await life.ready()).toBe(rooms);
  expect(rooms.vault.status).toBe('locked'); // by the refusal
  await rooms.vault.unlock(PASSWORD);
  expect(page.onStarted).toHaveBeenCalledExactlyOnceWith(rooms);
});

it('a page that asks for something whenever it is told of a refusal is told once', async () => {
  const life = createLife(make, refused());
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new Error('still out of order');
  });
  const page = attendant();
  const asked: Promise<unknown>[] = [];
  page.onRefused.mockImplementation(() => {
    if (asked.length < 5) asked.push(life.ready().catch(() => undefined));
  });
  life.attend(page);
  await vi.waitFor(() => expect(asked).not.toEqual([]));
  await Promise.all(asked);
  await life.ready().catch(() => undefined);
  open.mockRestore();
  expect(page.onRefused).toHaveBeenCalledOnce();
  const rooms = await life.ready();
  expect(page.onStarted).toHaveBeenCalledExactlyOnceWith(rooms);
});

it('a database that the browser closes locks the vault, and the next rooms have another', async () => {
  const life = createLife(make, openDatabase());
  const page = attendant();
  life.attend(page);
  const first = await life.ready();
  // its types have the class in the place of one of it
  forceCloseDatabase(unwrap(first.database) as never);
  await vi.waitFor(() => expect(page.onStarted).toHaveBeenCalledTimes(2));
  const rooms = await life.ready();
  expect([first.vault.status, rooms.vault.status]).toEqual(['locked', 'locked']);
  expect(await session()).not.toHaveProperty('unlocked');
  await rooms.vault.unlock(PASSWORD);
  await rooms.store.load();
  expect(rooms.store.state.accounts).toEqual(before.store.state.accounts);
});
