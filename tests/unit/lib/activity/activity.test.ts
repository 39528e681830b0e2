import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHUNK_LINES } from '#lib/activity/activity';
import { listChunks, MAX_CHUNKS } from '#lib/activity/chunks';
import { toLines, toOwnLine } from '#lib/activity/lines';
import type { ActivityFilter, ActivityLine, Retention, Trace } from '#lib/rpc/activity';
import type { ErrorCode } from '#lib/rpc/errors';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, startWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const [SITE, OTHER] = ['https://a.example', 'https://b.example'];
const DAY = 24 * 3_600_000;
const NEXT = 'another horse battery';
const SECRET = 'a note that nobody may find on the disk';
let worker: Worker;
let calls = 0;

beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob'), newAccountOf('ada')]);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const signed = (
  content: string,
  {
    who = 'ada',
    origin = SITE,
    at = Date.now(),
    ...trace
  }: { who?: string; origin?: string; at?: number } & Trace = {},
): ActivityLine[] => {
  const event = signAs(who, { kind: 1, content });
  const call = {
    call: `call ${(calls += 1)}`,
    origin,
    trace: { pubkey: pubkeyOf(who), kind: 1, decided: { by: 'click' } as const, ...trace },
  };
  return toLines(call, 'signEvent', { result: event }, at);
};
const refused = (code: ErrorCode, trace: Trace = {}) =>
  toLines(
    { call: `call ${(calls += 1)}`, origin: SITE, trace },
    'signEvent',
    { error: { code, message: '' } },
    Date.now(),
  );

const texts = async (filter: ActivityFilter = {}, { activity } = worker) =>
  (await activity.readAll(filter)).map(
    ({ event, outcome, method }) => event?.content ?? (event ? '' : outcome === 'done' ? method : outcome),
  );
const logged = async ({ database } = worker) =>
  (await database.getAll('records')).filter(({ type }) => type === 'log');
const keep = (days: Retention) =>
  worker.store.change((draft) => {
    draft.settings.activityDays = days;
  });
/** Fills as many chunks. */
async function fill(chunks: number, at: number) {
  for (let left = chunks; left > 0; left -= 4) {
    const length = Math.min(left, 4) * CHUNK_LINES; // more would be too many that wait
    worker.activity.note(Array.from({ length }, () => ({ ...toOwnLine('backUp', at), at })));
    await worker.activity.settled();
  }
}

describe('the log', () => {
  it('is there newest first, in the next worker too, and unreadable on the disk', async () => {
    worker.activity.note(signed(SECRET));
    worker.activity.note(signed('second'));
    await worker.activity.settled();
    const next = await restartWorker(worker);
    expect(await texts({}, next)).toEqual(['second', SECRET]);
    const [record] = await logged();
    expect(record).toMatchObject({ id: 'log.000000000000', type: 'log' });
    expect(Buffer.from(record!.ciphertext).includes(SECRET)).toBe(false);
  });

  it('keeps nobody waiting, and writes what comes meanwhile at once together', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    for (let index = 0; index < 50; index += 1) worker.activity.note(signed(`${index}`));
    expect(put).not.toHaveBeenCalled(); // noting is no write
    await worker.activity.settled();
    expect(put).toHaveBeenCalledTimes(1);
    expect(await texts()).toHaveLength(50);
  });

  it('of a worker that dies between answer and write has every line but those on their way', async () => {
    worker.activity.note(signed('written'));
    await worker.activity.settled();
    worker.activity.note(signed('on its way'));
    const next = startWorker(worker.database); // the first one never gets to write
    vi.spyOn(worker.store, 'writeRelaxed').mockReturnValue(new Promise(() => undefined));
    await next.vault.restore();
    await next.store.load();
    expect(await texts({}, next)).toEqual(['written']);
    next.activity.note(signed('after'));
    expect(await texts({}, next)).toEqual(['after', 'written']);
  });

  it('goes on from the newest chunk in order, over many chunks and workers', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `${index}`);
    for (const name of names.slice(0, 150)) worker.activity.note(signed(name));
    await worker.activity.settled();
    const next = await restartWorker(worker);
    for (const name of names.slice(150)) next.activity.note(signed(name));
    expect(await texts({}, next)).toEqual(names.toReversed());
    expect((await listChunks(worker.database)).length).toBeGreaterThan(2);
  });

  it('is read by pages that lose and repeat nothing, though lines come in between', async () => {
    for (let index = 0; index < 450; index += 1) worker.activity.note(signed(`${index}`));
    const seen: string[] = [];
    let page = await worker.activity.read({});
    seen.push(...page.lines.map(({ id }) => id));
    while (page.next !== undefined) {
      worker.activity.note(signed('newer'));
      page = await worker.activity.read({}, page.next);
      seen.push(...page.lines.map(({ id }) => id));
    }
    expect(seen).toHaveLength(450);
    expect(new Set(seen).size).toBe(450);
    await expect(worker.activity.read({}, 'no page')).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is found by account, site, outcome and text', async () => {
    worker.activity.note(signed('of Ada'));
    worker.activity.note(signed('of Bob', { who: 'bob', origin: OTHER }));
    worker.activity.note(refused('denied', { pubkey: ada, kind: 7, decided: { by: 'click' } }));
    expect(await texts()).toEqual(['denied', 'of Bob', 'of Ada']);
    expect(await texts({ pubkey: bob })).toEqual(['of Bob']);
    expect(await texts({ origin: OTHER })).toEqual(['of Bob']);
    expect(await texts({ outcome: 'refused' })).toEqual(['denied']);
    expect(await texts({ outcome: 'done' })).toEqual(['of Bob', 'of Ada']);
    expect(await texts({ text: 'OF ADA' })).toEqual(['of Ada']);
    expect(await texts({ text: 'b.example' })).toEqual(['of Bob']);
    expect(await texts({ text: 'like', kinds: [7] })).toEqual(['denied']);
    expect(await texts({ pubkey: ada, text: 'Bob' })).toEqual([]);
  });
});

describe('what is not kept', () => {
  it('while locked nothing is written or held, and nothing can be read', async () => {
    worker.activity.note(signed('before'));
    await worker.activity.settled();
    const before = await logged();
    worker.activity.note(signed('on its way'));
    await worker.vault.lock();
    worker.activity.note(signed('while locked'));
    await worker.activity.settled();
    expect(await logged()).toEqual(before);
    await expect(worker.activity.read({})).rejects.toMatchObject({ code: 'locked' });
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    expect(await texts()).toEqual(['before']);
  });

  it('where there is no account, so that nothing is on the disk before a state is', async () => {
    const fresh = await startOpenWorker();
    fresh.activity.note(refused('busy'));
    await fresh.activity.settled();
    expect(await fresh.database.count('records')).toBe(0);
  });

  it('off deletes everything and stops; on begins anew', async () => {
    worker.activity.note(signed('one'));
    await worker.activity.settled();
    worker.activity.note(signed('on its way'));
    await keep(0);
    await worker.activity.tidy();
    expect(await logged()).toEqual([]);
    worker.activity.note(signed('two'));
    await worker.activity.settled();
    expect(await logged()).toEqual([]);
    await keep(7);
    worker.activity.note(signed('three'));
    expect(await texts()).toEqual(['three']);
  });

  it('lines that are over are not shown, and go from the disk', async () => {
    const now = Date.now();
    await keep(365);
    await fill(1, now - 20 * DAY);
    worker.activity.note(signed('old', { at: now - 8 * DAY }));
    worker.activity.note(signed('young', { at: now - 6 * DAY }));
    await worker.activity.settled();
    expect(await texts()).toHaveLength(CHUNK_LINES + 2);
    await keep(7);
    expect(await texts()).toEqual(['young']);
    await worker.activity.tidy();
    expect(await listChunks(worker.database)).toEqual([1]);
    await keep(365);
    expect(await texts()).toEqual(['young']);
  });

  it('more than so many chunks: the oldest go', async () => {
    await fill(MAX_CHUNKS + 2, Date.now());
    worker.activity.note(signed('last'));
    await worker.activity.settled();
    const chunks = await listChunks(worker.database);
    expect(chunks).toHaveLength(MAX_CHUNKS);
    expect(chunks[0]).toBe(3);
    const sizes = (await logged()).map(({ ciphertext }) => ciphertext.length);
    expect(Math.max(...sizes)).toBeLessThan(80 * 1024);
    expect((await texts())[0]).toBe('last');
  });

  it('chunks of large events are closed by their bytes', async () => {
    for (let index = 0; index < 10; index += 1) worker.activity.note(signed('x'.repeat(15_000)));
    await worker.activity.settled();
    expect((await listChunks(worker.database)).length).toBeGreaterThan(1);
    for (const { ciphertext } of await logged()) expect(ciphertext.length).toBeLessThan(80 * 1024);
  });

  it('an account that goes takes its lines along in the same transaction', async () => {
    worker.activity.note([...signed('of Ada'), ...signed('of Bob', { who: 'bob' })]);
    await worker.activity.settled();
    worker.activity.note(signed('of Bob, on its way', { who: 'bob' }));
    await worker.sessions.logout(bob);
    expect(await texts()).toEqual(['of Ada']);
    expect(await texts({}, await restartWorker(worker))).toEqual(['of Ada']);
    worker.activity.note(signed('later'));
    expect(await texts()).toEqual(['later', 'of Ada']);
  });
});

describe('a disk that is full', () => {
  const breakDisk = () =>
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });

  it('keeps nobody from anything: lines wait, that is said, and they are written with the next one', async () => {
    const disk = breakDisk();
    worker.activity.note(signed('one'));
    worker.activity.note(signed('two'));
    expect(await worker.activity.read({})).toMatchObject({ unsaved: 2, lines: [{}, {}] });
    expect(await texts()).toEqual(['two', 'one']);
    disk.mockRestore();
    worker.activity.note(signed('three'));
    await worker.activity.settled();
    expect(await worker.activity.read({})).toMatchObject({ unsaved: 0 });
    expect(await texts({}, await restartWorker(worker))).toEqual(['three', 'two', 'one']);
  });

  it('loses the oldest when too many wait, and the log says how many', async () => {
    const disk = breakDisk();
    for (let index = 0; index < 510; index += 1) worker.activity.note(signed(`${index}`));
    await worker.activity.settled();
    expect((await worker.activity.read({})).unsaved).toBe(510);
    disk.mockRestore();
    worker.activity.note(signed('next'));
    await worker.activity.settled();
    const lines = await worker.activity.readAll({});
    expect(lines.find(({ method }) => method === 'lost')).toMatchObject({ count: 11, outcome: 'done' });
    expect(lines).toHaveLength(501);
  });
});

describe('another password', () => {
  it('seals the log anew, and it goes on', async () => {
    worker.activity.note(signed('before'));
    await worker.activity.settled();
    const [before] = await logged();
    worker.activity.note(signed('on its way'));
    await worker.vault.changePassword(PASSWORD, NEXT, worker.store.reseal);
    worker.activity.note(signed('after'));
    await worker.activity.settled();
    const [after] = await logged();
    expect(after!.ciphertext).not.toEqual(before!.ciphertext);
    expect(await texts({}, await restartWorker(worker))).toEqual(['after', 'on its way', 'before']);
  });

  it('goes through though a chunk is damaged, which is then no more', async () => {
    await fill(1, Date.now());
    worker.activity.note(signed('whole'));
    await worker.activity.settled();
    const damaged = (await logged())[0]!;
    damaged.ciphertext[0]! ^= 1;
    await worker.database.put('records', damaged);
    expect(await texts()).toEqual(['whole']);
    await worker.vault.changePassword(PASSWORD, NEXT, worker.store.reseal);
    expect(await texts()).toEqual(['whole']);
    expect(await logged()).toHaveLength(1);
  });
});

it('a wipe leaves no line', async () => {
  worker.activity.note(signed('one'));
  await worker.activity.settled();
  worker.activity.note(signed('on its way'));
  await worker.vault.wipe(PASSWORD, worker.store.clear);
  await worker.activity.settled();
  expect(await worker.database.count('records')).toBe(0);
});
