import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { getAttempts, setAttempts } from '#lib/storage/database';
import { MINUTES, PASSWORD, startOpenWorker } from '../../support/rooms';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

it('a clock that was wrong and is set right keeps nobody out for longer than five minutes', async () => {
  const { vault, database } = await startOpenWorker();
  await vault.lock();
  await setAttempts(database, { failed: 3, retryAt: NOW + 24 * 60 * MINUTES });
  await expect(vault.unlock(PASSWORD)).rejects.toMatchObject({ code: 'busy' });
  expect(await getAttempts(database)).toEqual({ failed: 3, retryAt: NOW + 5 * MINUTES });
  vi.setSystemTime(NOW + 5 * MINUTES - 1);
  await expect(vault.unlock(PASSWORD)).rejects.toMatchObject({ code: 'busy' });
  vi.setSystemTime(NOW + 5 * MINUTES);
  await vault.unlock(PASSWORD);
  expect(vault.status).toBe('unlocked');
});
