import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toCopiesRecordId } from '#lib/sessions/copies';
import { toSummaryRecordId } from '#lib/sessions/summaries';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const follows = (created_at: number) =>
  signAs('ada', { kind: 3, tags: [['p', pubkeyOf('bob')]], created_at });
const [first, second] = [follows(100), follows(200)];
let worker: Worker;

beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  worker.sessions.apply(first);
  await settled();
});
afterEach(() => void vi.restoreAllMocks());

async function settled() {
  await worker.copies.settled();
  await worker.summaries.settled();
}
const account = () => worker.store.state.accounts[0]!;
const ids = () => [toCopiesRecordId(account()), toSummaryRecordId(account())];
const get = () => Promise.all(ids().map((id) => worker.database.get('records', id)));
const kept = async () => (await worker.sessions.loadCopies(ada)).map(({ id }) => id);

/** The records of a newer Facet, found by the next worker. */
async function makeNewer() {
  for (const record of await get()) await worker.database.put('records', { ...record, version: 2 } as never);
  worker = await restartWorker(worker);
  await worker.sessions.whenRestored();
  return get();
}

it('what a newer Facet has kept of an account is not written over, and what comes is there until the lock', async () => {
  const newer = await makeNewer();
  expect(await kept()).toEqual([]);
  worker.sessions.apply(second);
  await settled();
  worker.sessions.keepCopies(ada, [first]);
  await settled();
  expect(await get()).toEqual(newer);
  expect(await kept()).toEqual([second.id, first.id]);
  // known and there: else relays would be asked for it without end
  expect(await worker.sessions.loadEvent(ada, 3)).toEqual(second);
  expect(worker.sessions.isWanted(second)).toBe(false);
  await worker.vault.lock();
  await worker.vault.unlock(PASSWORD);
  await worker.store.load();
  worker.sessions.restore();
  expect(await kept()).toEqual([]);
});

it('copies that come in with an account leave a newer Facet’s as they are', async () => {
  const [newer] = await makeNewer();
  await worker.sessions.add([newAccountOf('bob')], { events: [second] });
  expect((await get())[0]).toEqual(newer);
});

it('a disk that does not answer for a moment loses no copy', async () => {
  const disk = vi.spyOn(worker.database, 'get').mockRejectedValue(new Error('closing'));
  worker.sessions.keepCopies(ada, [second]);
  await settled();
  expect(await kept()).toEqual([second.id]);
  disk.mockRestore();
  expect(await kept()).toEqual([second.id, first.id]);
  worker.sessions.keepCopies(ada, [second]);
  await settled();
  worker = await restartWorker(worker);
  expect(await kept()).toEqual([second.id, first.id]);
});
