import { expect, it, vi } from 'vitest';
import { unlockedItem } from '#lib/storage/unlocked';
import { PASSWORD, startOpenWorker } from '../../support/rooms';

it('a lock closes everything at once, not when the storage has answered', async () => {
  const { vault } = await startOpenWorker();
  const heard = vi.fn();
  vault.onLock(heard);
  const locking = vault.lock();
  expect(heard).toHaveBeenCalledOnce();
  await locking;
});

it('a lock closes everything also when the storage fails', async () => {
  const { vault } = await startOpenWorker();
  const heard = vi.fn();
  vault.onLock(heard);
  vi.spyOn(unlockedItem, 'remove').mockRejectedValueOnce(new Error('no storage'));
  await expect(vault.lock()).rejects.toThrow('no storage');
  expect(heard).toHaveBeenCalledOnce();
  expect(vault.status).toBe('locked');
});

it('a lock in the middle of a click is no fault of the click', async () => {
  const { vault } = await startOpenWorker();
  const [touched] = await Promise.allSettled([vault.touch(), vault.lock()]);
  expect(touched.status).toBe('fulfilled');
  expect(vault.status).toBe('locked');
  expect(await unlockedItem.get()).toBeUndefined();
});

it('a lock that comes while the password is still being tried wins', async () => {
  const { vault } = await startOpenWorker();
  await vault.lock();
  const opening = vault.unlock(PASSWORD);
  await vault.lock();
  await expect(opening).rejects.toMatchObject({ code: 'locked' });
  expect(vault.status).toBe('locked');
  expect(await unlockedItem.get()).toBeUndefined();
  await vault.unlock(PASSWORD);
  expect(vault.status).toBe('unlocked');
});
