import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_KEPT } from '#lib/pictures/kept';
import { createPictures, type Pictures } from '#lib/pictures/pictures';
import type { PictureImage } from '#lib/rpc/pictures';
import { toPictureSource } from '#lib/sessions/summary';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { png } from '../../support/picture-files';
import { MINUTES, PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const SOURCE = 'https://cdn.example/ada.png';
const IMAGE: PictureImage = { type: 'image/webp', bytes: 'AQID' };
const profile = (picture: string, created_at = 1, label = 'ada') =>
  signAs(label, { kind: 0, content: JSON.stringify({ picture }), created_at });

const fetchFile = vi.fn<(url: string, ended: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>>();
const draw = vi.fn<() => Promise<PictureImage | undefined>>();
const isOnline = vi.fn<() => boolean>();
const start = ({ database, vault, store, sessions }: Worker) =>
  createPictures(
    {
      ...{ database, vault, store },
      getSource: (pubkey) => {
        const session = sessions.get(pubkey);
        return session && toPictureSource(session.summary);
      },
    },
    { fetchFile, draw, isOnline },
  );

let worker: Worker;
let pictures: Pictures;
beforeEach(async () => {
  vi.resetAllMocks();
  fetchFile.mockResolvedValue(png(5, 5));
  draw.mockResolvedValue(IMAGE);
  isOnline.mockReturnValue(true);
  worker = await startOpenWorker();
  pictures = start(worker);
  await worker.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
  worker.sessions.apply(profile(SOURCE));
  await turn(true);
});

const turn = (on: boolean) =>
  worker.store.change(({ settings }) => {
    if (on) settings.pictures = true;
    else delete settings.pictures;
  });
const toKept = async ({ database } = worker) =>
  (await database.getAllKeys('records')).filter((id) => id.endsWith('.picture'));
const whenKept = (count: number) => vi.waitFor(async () => expect(await toKept()).toHaveLength(count));
/** The clock goes on, and the person does something now and then, so that nothing locks. */
async function goOn(until: number): Promise<void> {
  while (Date.now() < until) {
    vi.setSystemTime(Math.min(until, Date.now() + 10 * MINUTES));
    await worker.vault.touch();
  }
}
const view = { pubkey: ada, source: SOURCE, ...IMAGE };

describe('a picture', () => {
  it('is fetched when it is asked for, and is kept from then on, over restarts too', async () => {
    expect(await pictures.load([ada])).toEqual([]);
    expect(await pictures.fetch(ada)).toEqual(view);
    expect(await pictures.load([bob, ada])).toEqual([view]);
    await worker.summaries.settled();
    worker = await restartWorker(worker);
    pictures = start(worker);
    await vi.waitFor(() => expect(worker.sessions.isRestored).toBe(true));
    expect(await pictures.load([ada])).toEqual([view]);
    expect(await pictures.fetch(ada)).toEqual(view);
    expect(fetchFile.mock.calls.map(([url]) => url)).toEqual([SOURCE]);
  });

  it('is on disk only under the key of the vault', async () => {
    await pictures.fetch(ada);
    const [id = ''] = await toKept();
    const record = await worker.database.get('records', id);
    expect(Buffer.from(record?.ciphertext ?? []).toString('latin1')).not.toMatch(/cdn|AQID/);
  });

  it('is asked for once where several ask at the same time', async () => {
    await Promise.all([pictures.fetch(ada), pictures.fetch(ada), pictures.fetch(ada)]);
    expect(fetchFile).toHaveBeenCalledOnce();
  });

  it('is fetched anew where the profile names another one, and the old one is not shown meanwhile', async () => {
    await pictures.fetch(ada);
    const source = 'https://cdn.example/new.png';
    worker.sessions.apply(profile(source, 2));
    expect(await pictures.load([ada])).toEqual([]);
    expect(await pictures.fetch(ada)).toEqual({ ...view, source });
    await whenKept(1);
  });

  it.each([
    ['the server gives none', () => fetchFile.mockRejectedValue(new Error('no'))],
    ['it cannot be drawn', () => draw.mockResolvedValue(undefined)],
    ['its decoder fails', () => draw.mockRejectedValue(new Error('broken'))],
  ])('that failed, as %s, is not asked for again within a day', async (_, fail) => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    fail();
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(await pictures.fetch(ada)).toBeUndefined();
    await goOn(now + 24 * 3_600_000 - 1);
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(fetchFile).toHaveBeenCalledOnce();
    await goOn(now + 24 * 3_600_000 + 60_000);
    fetchFile.mockResolvedValue(png(5, 5));
    draw.mockResolvedValue(IMAGE);
    expect(await pictures.fetch(ada)).toEqual(view);
    vi.useRealTimers();
  });

  it('that ends the worker when it is drawn is not asked for again either', async () => {
    draw.mockReturnValue(new Promise(() => undefined));
    void pictures.fetch(ada);
    await vi.waitFor(() => expect(draw).toHaveBeenCalled());
    await worker.summaries.settled();
    worker = await restartWorker(worker);
    pictures = start(worker);
    await vi.waitFor(() => expect(worker.sessions.isRestored).toBe(true));
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(fetchFile).toHaveBeenCalledOnce();
  });

  it('is not tried while the machine is offline, and does not count as failed then', async () => {
    isOnline.mockReturnValueOnce(false);
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(fetchFile).not.toHaveBeenCalled();
    expect(await pictures.fetch(ada)).toEqual(view);
  });

  it('is shown where the disk has no room for it', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    expect(await pictures.fetch(ada)).toEqual(view);
  });

  it('that cannot be read any more counts as none', async () => {
    await pictures.fetch(ada);
    const [id = ''] = await toKept();
    const record = await worker.database.get('records', id);
    if (record) await worker.database.put('records', { ...record, ciphertext: new Uint8Array(40) });
    expect(await pictures.load([ada])).toEqual([]);
    expect(await pictures.fetch(ada)).toEqual(view);
  });
});

describe('nobody is asked', () => {
  it('while pictures are off', async () => {
    await turn(false);
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(await pictures.load([ada])).toEqual([]);
    expect(fetchFile).not.toHaveBeenCalled();
  });

  it('about an account that is kept apart, or is not in Facet, or names no server', async () => {
    await worker.store.change(({ accounts: [account] }) => {
      if (account) account.apart = true;
    });
    worker.sessions.apply(profile('https://192.168.0.1/x', 1, 'bob'));
    for (const pubkey of [ada, bob, pubkeyOf('eve')]) expect(await pictures.fetch(pubkey)).toBeUndefined();
    expect(fetchFile).not.toHaveBeenCalled();
  });

  it('while the vault is locked', async () => {
    await worker.vault.lock();
    expect(await pictures.fetch(ada)).toBeUndefined();
    expect(await pictures.load([ada])).toEqual([]);
    expect(fetchFile).not.toHaveBeenCalled();
  });

  it('once there are as many pictures as Facet keeps', async () => {
    const put = (index: number) =>
      worker.database.put('records', {
        ...{ id: `${index}.picture`, version: 1, type: 'feed', generation: 0 },
        ...{ iv: new Uint8Array(12), ciphertext: new Uint8Array(16) },
      });
    await Promise.all(Array.from({ length: MOST_KEPT - 1 }, (_, index) => put(index)));
    expect(await pictures.fetch(ada)).toEqual(view);
    worker.sessions.apply(profile(SOURCE, 1, 'bob'));
    expect(await pictures.fetch(bob)).toBeUndefined();
    expect(fetchFile).toHaveBeenCalledOnce();
    worker.sessions.apply(profile('https://cdn.example/new.png', 2)); // the one that has its place may change
    expect(await pictures.fetch(ada)).toBeDefined();
  });

  it('by more than four at once, nor decoded by more than one', async () => {
    const labels = Array.from({ length: 12 }, (_, index) => `person ${index}`);
    await worker.sessions.add(labels.map((label) => newAccountOf(label)));
    for (const label of labels) worker.sessions.apply(profile(`${SOURCE}?${label}`, 1, label));
    const counts = { asking: 0, most: 0, drawing: 0, mostDrawn: 0 };
    const later = () => new Promise<void>((resolve) => setImmediate(resolve));
    fetchFile.mockImplementation(async () => {
      counts.most = Math.max(counts.most, (counts.asking += 1));
      await later();
      counts.asking -= 1;
      return png(5, 5);
    });
    draw.mockImplementation(async () => {
      counts.mostDrawn = Math.max(counts.mostDrawn, (counts.drawing += 1));
      await later();
      counts.drawing -= 1;
      return IMAGE;
    });
    const views = await Promise.all(labels.map((label) => pictures.fetch(pubkeyOf(label))));
    expect(views.filter((each) => each !== undefined)).toHaveLength(12);
    expect(counts).toEqual({ asking: 0, most: 4, drawing: 0, mostDrawn: 1 });
  });
});

describe('what is kept goes', () => {
  beforeEach(() => pictures.fetch(ada));

  it('when pictures are turned off', async () => {
    pictures.tidy();
    await turn(false);
    pictures.tidy();
    await whenKept(0);
  });

  it('when its account is kept apart', async () => {
    await worker.store.change(({ accounts: [account] }) => {
      if (account) account.apart = true;
    });
    pictures.tidy();
    await whenKept(0);
  });

  it('with its account', async () => {
    await worker.sessions.logout(ada);
    expect(await toKept()).toEqual([]);
  });

  it('at the next start, if the worker died before it was gone', async () => {
    await turn(false);
    worker = await restartWorker(worker);
    start(worker).tidy();
    await whenKept(0);
  });

  it('with everything', async () => {
    await worker.vault.wipe(PASSWORD, worker.store.clear);
    expect(await toKept()).toEqual([]);
  });

  it('not because the vault was locked before its turn came', async () => {
    pictures.tidy();
    await worker.vault.lock();
    pictures.tidy();
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    pictures.tidy();
    await worker.store.write(() => Promise.resolve([])); // its turn is after what was to be removed
    expect(await toKept()).toHaveLength(1);
  });
});

describe('a picture that arrives', () => {
  it.each([
    ['after the lock', () => worker.vault.lock().then(() => pictures.stop())],
    ['after its account has gone', () => worker.sessions.logout(ada)],
    ['after pictures were turned off', () => turn(false)],
    ['after the profile named another one', async () => worker.sessions.apply(profile(`${SOURCE}?2`, 2))],
  ])('%s is not kept, nor shown', async (_, change) => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    fetchFile.mockReturnValueOnce(promise);
    const fetched = pictures.fetch(ada);
    await vi.waitFor(() => expect(fetchFile).toHaveBeenCalledOnce());
    await change();
    resolve(png(5, 5));
    expect(await fetched).toBeUndefined();
    expect(await toKept()).toEqual([]);
  });

  it('is called off by the lock', async () => {
    fetchFile.mockImplementationOnce(
      (_url, ended) =>
        new Promise((__, reject) => ended.addEventListener('abort', () => reject(new Error('ended')))),
    );
    const fetched = pictures.fetch(ada);
    await vi.waitFor(() => expect(fetchFile).toHaveBeenCalledOnce());
    pictures.stop();
    expect(await fetched).toBeUndefined();
    expect(await toKept()).toEqual([]);
  });
});

it('one of a newer Facet stays as it is, and its server is not asked', async () => {
  const [account] = worker.store.state.accounts;
  const newer = { id: `${account?.id}.picture`, version: 2, type: 'feed', generation: 0 };
  await worker.database.put('records', newer as never);
  expect([await pictures.load([ada]), await pictures.fetch(ada)]).toEqual([[], undefined]);
  expect([await worker.database.get('records', newer.id), fetchFile.mock.calls]).toEqual([newer, []]);
});
