import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listChunks, MAX_CHUNKS, toChunkId } from '#lib/activity/chunks';
import { toOwnLine } from '#lib/activity/lines';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const DAY = 24 * 3_600_000;
let worker: Worker;

beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob'), newAccountOf('ada')]);
});
afterEach(() => void vi.restoreAllMocks());

/** A chunk as a newer Facet may write it. */
const putNewer = async (place: number) => {
  const [iv, ciphertext] = [new Uint8Array(12).fill(7), new Uint8Array(40).fill(9)];
  const newer = { id: toChunkId(place), version: 2, type: 'log', generation: 0, iv, ciphertext };
  await worker.database.put('records', newer as never);
  return newer;
};
const get = (place: number) => worker.database.get('records', toChunkId(place));

async function note(count = 1, at = Date.now()) {
  worker.activity.note(Array.from({ length: count }, () => ({ ...toOwnLine('backUp', at), at })));
  await worker.activity.settled();
}

it('the log goes on behind a newer Facet’s chunk, which stays and hides nothing', async () => {
  await note();
  const newer = await putNewer(1);
  worker = await restartWorker(worker);
  await note();
  expect(await get(1)).toEqual(newer);
  expect(await listChunks(worker.database)).toEqual([0, 1, 2]);
  expect(await worker.activity.readAll({})).toHaveLength(2);
  expect((await worker.activity.read({})).lines).toHaveLength(2);
});

it('a newer Facet’s chunk is not trimmed for its age, with an account that goes, or for there being too many', async () => {
  const newer = await putNewer(0);
  await note(1, Date.now() - 400 * DAY);
  await note();
  await worker.activity.tidy();
  await worker.sessions.logout(pubkeyOf('bob'));
  expect(await get(0)).toEqual(newer);
  for (let place = 2; place <= MAX_CHUNKS; place += 1) await putNewer(place);
  worker = await restartWorker(worker);
  await note();
  await note(200); // fills chunks, so that there are too many
  expect(await get(0)).toEqual(newer);
  expect(await get(1)).toBeUndefined(); // the oldest that can go
  expect(await get(MAX_CHUNKS)).toBeDefined();
});

it('a disk that does not answer is no empty log: nothing is written over, and the line waits', async () => {
  await note();
  const before = await get(0);
  worker = await restartWorker(worker);
  const disk = vi.spyOn(worker.database, 'get').mockRejectedValue(new Error('closing'));
  await note();
  await expect(worker.activity.tidy()).rejects.toThrow('closing');
  disk.mockRestore();
  expect(await get(0)).toEqual(before);
  expect(await worker.activity.read({})).toMatchObject({ unsaved: 1, lines: [{}, {}] });
  await note();
  expect((await worker.activity.read({})).lines).toHaveLength(3);
});

it('to keep no log is to keep none of a newer Facet either', async () => {
  await putNewer(0);
  await worker.store.change((draft) => {
    draft.settings.activityDays = 0;
  });
  await worker.activity.tidy();
  expect(await listChunks(worker.database)).toEqual([]);
});
