import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FacetError } from '#lib/rpc/errors';
import { getAttempts, type Database } from '#lib/storage/database';
import { attempt } from '#lib/vault/attempts';
import { createMachine, MINUTES, PASSWORD, restartWorker, startOpenWorker } from '../../support/rooms';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
let database: Database;
beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  database = await createMachine();
});
afterEach(() => vi.useRealTimers());

const wrong = () => attempt(database, () => Promise.resolve(undefined));
const right = () => attempt(database, () => Promise.resolve('open'));
const codeOf = (result: Promise<unknown>) =>
  result.then(String, (error: unknown) => (error as FacetError).code);
const wait = async () => (await getAttempts(database)).retryAt - Date.now();

describe('wrong passwords', () => {
  it('cost nothing twice, then twice as long each time, up to five minutes', async () => {
    const waits: number[] = [];
    for (let tries = 0; tries < 14; tries += 1) {
      expect(await codeOf(wrong())).toBe('denied');
      waits.push(Math.max(0, await wait()));
      vi.setSystemTime((await getAttempts(database)).retryAt);
    }
    expect(waits.slice(0, 6)).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(5 * MINUTES);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it('make even the right one wait, without trying it', async () => {
    for (let tries = 0; tries < 3; tries += 1) await codeOf(wrong());
    const check = vi.fn(() => Promise.resolve('open'));
    expect(await codeOf(attempt(database, check))).toBe('busy');
    expect(check).not.toHaveBeenCalled();
    vi.setSystemTime(NOW + 1_000);
    expect(await codeOf(right())).toBe('open');
  });

  it('are forgotten after the right one', async () => {
    await codeOf(wrong());
    await codeOf(wrong());
    await right();
    expect(await getAttempts(database)).toEqual({ failed: 0, retryAt: 0 });
  });

  it('are counted before they are tried, so that a killed browser wins no free one', async () => {
    const seen = await attempt(database, async () => (await getAttempts(database)).failed);
    expect(seen).toBe(1);
  });

  it('never make anybody wait longer than five minutes because the clock was set back', async () => {
    for (let tries = 0; tries < 3; tries += 1) await codeOf(wrong());
    vi.setSystemTime(NOW - 24 * 60 * MINUTES);
    const message = await wrong().catch((error: unknown) => (error as Error).message);
    expect(message).toContain('300 s');
  });
});

it('wrong passwords are remembered by the vault across the death of the worker', async () => {
  const worker = await startOpenWorker();
  await worker.vault.lock();
  for (let tries = 0; tries < 3; tries += 1)
    expect(await codeOf(worker.vault.unlock('not this one'))).toBe('denied');
  const next = await restartWorker(worker);
  expect(await codeOf(next.vault.unlock(PASSWORD))).toBe('busy');
  vi.setSystemTime(NOW + 1_000);
  await next.vault.unlock(PASSWORD);
  expect(next.vault.status).toBe('unlocked');
});

it('wrong passwords given at the same time are counted one by one', async () => {
  const { vault } = await startOpenWorker();
  await vault.lock();
  const codes = await Promise.all(Array.from({ length: 5 }, () => codeOf(vault.unlock('not this one'))));
  expect(codes).toEqual(['denied', 'denied', 'denied', 'busy', 'busy']);
});
