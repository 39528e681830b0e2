import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toOwnLine } from '#lib/activity/lines';
import { newAccountOf } from '../../support/keys';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const DAY = 24 * 3_600_000;
const NOW = 1_800_000_000_000;
let worker: Worker;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  await note();
});
afterEach(() => void vi.useRealTimers());

async function note() {
  worker.activity.note([toOwnLine('backUp', Date.now())]);
  await worker.activity.settled();
}
/** The clock shows another time, and the person unlocks. */
async function unlockAt(now: number) {
  vi.setSystemTime(now);
  await worker.vault.lock();
  await worker.vault.unlock(PASSWORD);
  await worker.store.load();
  await worker.activity.tidy();
}

it('an unlock while the clock is years ahead costs no line', async () => {
  await unlockAt(NOW + 1_000 * DAY);
  expect(await worker.activity.readAll({})).toHaveLength(0); // older than the log is kept, as it seems
  await unlockAt(NOW + 1_000);
  expect(await worker.activity.readAll({})).toHaveLength(1);
});

it('what is over goes as soon as there is something newer, or when the person says for how long', async () => {
  await unlockAt(NOW + 1_000 * DAY);
  await note();
  await worker.activity.tidy();
  await unlockAt(NOW + 1_000);
  expect((await worker.activity.readAll({})).map(({ at }) => at)).toEqual([NOW + 1_000 * DAY]);
  await unlockAt(NOW + 2_000 * DAY);
  await worker.activity.tidy({ isSaid: true });
  expect(await worker.database.getAllKeys('records', IDBKeyRange.bound('log.', 'log.~'))).toEqual([]);
});
