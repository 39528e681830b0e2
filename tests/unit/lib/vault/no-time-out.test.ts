import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { LockAt } from '#lib/rpc/deadline';
import { createVault } from '#lib/vault/vault';
import { createMachine, MINUTES, PASSWORD } from '../../support/rooms';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

/** A vault without a time-out until `minutes` says otherwise. */
async function start() {
  const database = await createMachine();
  const deadlines: LockAt[] = [];
  let minutes: number | null = null;
  const create = () =>
    createVault(database, {
      lifetime: () => (minutes === null ? null : minutes * MINUTES),
      onDeadline: (when) => deadlines.push(when),
    });
  const vault = create();
  await vault.restore();
  await vault.create(PASSWORD);
  return { vault, create, deadlines, set: (next: number | null) => (minutes = next) };
}

describe('a vault that locks only when the browser closes', () => {
  it('is open after a year, in the next worker too', async () => {
    const { vault, create, deadlines } = await start();
    expect(deadlines).toEqual(['browser-closes']);
    vi.setSystemTime(NOW + 365 * 24 * 60 * MINUTES);
    expect(vault.status).toBe('unlocked');
    vault.expectKeys();
    await vault.touch();
    const next = create();
    await next.restore();
    expect(next.status).toBe('unlocked');
    expect(deadlines).toEqual(Array(3).fill('browser-closes'));
  });

  it('is locked once the browser has closed', async () => {
    const { create } = await start();
    await fakeBrowser.storage.session.clear();
    const next = create();
    await next.restore();
    expect(next.status).toBe('locked');
  });

  it('has a deadline again from the click that sets one, and none from the click that takes it', async () => {
    const { vault, deadlines, set } = await start();
    set(5);
    await vault.touch();
    expect(deadlines.at(-1)).toBe(NOW + 5 * MINUTES);
    set(null);
    await vault.touch();
    expect(deadlines.at(-1)).toBe('browser-closes');
    set(5);
    await vault.touch();
    vi.setSystemTime(NOW + 5 * MINUTES);
    expect(vault.status).toBe('locked');
    await vault.touch();
    expect(() => vault.expectKeys()).toThrow('locked');
  });

  it('stays locked where the deadline cannot be read', async () => {
    const { create } = await start();
    const { unlocked } = await fakeBrowser.storage.session.get('unlocked');
    for (const lockAt of [undefined, null, 'soon', NaN]) {
      await fakeBrowser.storage.session.set({ unlocked: { ...(unlocked as object), lockAt } });
      const next = create();
      await next.restore();
      expect(next.status).toBe('locked');
    }
  });
});
