import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toLines, toOwnLine } from '#lib/activity/lines';
import type { ActivityLine } from '#lib/rpc/activity';
import { newAccountOf } from '../../support/keys';
import { startOpenWorker, type Worker } from '../../support/rooms';

let worker: Worker;
let calls = 0;

beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const refused = (origin: string): ActivityLine[] => {
  const error = { code: 'busy', message: '' } as const;
  return toLines({ call: `call ${(calls += 1)}`, origin }, 'signEvent', { error }, Date.now());
};
const note = async (...lines: ActivityLine[]) => {
  worker.activity.note(lines);
  await worker.activity.settled();
};

it('tells what is new and what was counted once more, as it is on the disk', async () => {
  await note(...refused('https://a.example'), toOwnLine('backUp', Date.now()));
  await note(...refused('https://a.example'), ...refused('https://b.example'));
  expect(worker.news).toMatchObject([
    { lines: [{ origin: 'https://a.example' }, { method: 'backUp' }] },
    { lines: [{ origin: 'https://a.example', count: 2 }, { origin: 'https://b.example' }] },
  ]);
  const all = await worker.activity.readAll({});
  expect(worker.news[1]?.lines?.toReversed()).toEqual(all.slice(0, 2));
});

it('says to look again when the disk refuses lines, when it takes them, and when lines go', async () => {
  const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError');
  });
  await note(toOwnLine('backUp', Date.now()));
  expect(worker.news).toEqual([{}]);
  disk.mockRestore();
  await note(toOwnLine('restore', Date.now()));
  expect(worker.news).toEqual([{}, {}]);
  await note(toOwnLine('export', Date.now()));
  expect(worker.news[2]?.lines).toHaveLength(1);
  await worker.activity.tidy();
  expect(worker.news).toHaveLength(3); // nothing was over
  await worker.store.change((draft) => {
    draft.settings.activityDays = 0;
  });
  await worker.activity.tidy();
  expect(worker.news[3]).toEqual({});
});

it('tells nothing of what was on its way when the vault was locked', async () => {
  worker.activity.note([toOwnLine('backUp', Date.now())]);
  await worker.vault.lock();
  await worker.activity.settled();
  expect(worker.news).toEqual([]);
});

it('is read though a page never stops', async () => {
  const flood = () => worker.activity.note(refused('https://flood.example'));
  const heard = vi.spyOn(worker.news, 'push').mockImplementation(() => {
    flood(); // before the write is over
    return 0;
  });
  flood();
  const { lines } = await worker.activity.read({});
  heard.mockRestore();
  expect(lines).toMatchObject([{ origin: 'https://flood.example' }]);
});
