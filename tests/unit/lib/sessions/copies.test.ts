import { beforeEach, describe, expect, it } from 'vitest';
import { toCopiesRecordId } from '#lib/sessions/copies';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const people = (count: number) => Array.from({ length: count }, (_, i) => ['p', String(i).padStart(64, '0')]);
const follows = (count: number, created_at: number) =>
  signAs('ada', { kind: 3, tags: people(count), created_at });
const [first, second] = [follows(500, 100), follows(3, 200)];
let worker: Worker;

beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
});

const kept = async (from = worker) => (await from.sessions.loadCopies(ada)).map(({ id }) => id);
const onDisk = async () => {
  const [account] = worker.store.state.accounts;
  return worker.database.get('records', account ? toCopiesRecordId(account) : '');
};

describe('what relays send', () => {
  it('is kept with what it replaced, also after the worker died', async () => {
    worker.sessions.apply(first);
    worker.sessions.apply(second);
    expect(await kept()).toEqual([second.id, first.id]);
    await worker.copies.settled();
    expect(await kept(await restartWorker(worker))).toEqual([second.id, first.id]);
  });

  it('that is older than what is held is no copy of it', async () => {
    worker.sessions.apply(second);
    worker.sessions.apply(first);
    expect(await kept()).toEqual([second.id]);
  });

  it('is kept though many come at once', async () => {
    const all = Array.from({ length: 30 }, (_, i) => follows(20 + i, 300 + i));
    for (const event of all) worker.sessions.apply(event);
    expect(await kept()).toEqual(
      all
        .slice(-10)
        .map(({ id }) => id)
        .toReversed(),
    );
  });
});

it('a change that a person waits for comes before the copies of hundreds of accounts', async () => {
  const labels = Array.from({ length: 60 }, (_, index) => `person ${index}`);
  await worker.sessions.add(labels.map((label) => newAccountOf(label)));
  for (const label of labels) worker.sessions.apply(signAs(label, { kind: 3, tags: people(5) }));
  await worker.sessions.switch(pubkeyOf('person 0'));
  const countKept = async () =>
    (await worker.database.getAll('records')).filter(({ id }) => id.endsWith('.copies')).length;
  expect(await countKept()).toBeLessThanOrEqual(20);
  await worker.copies.settled();
  expect(await countKept()).toBe(60);
});

describe('on disk', () => {
  it('nothing of it can be read', async () => {
    worker.sessions.apply(first);
    await worker.copies.settled();
    const record = await onDisk();
    expect(record?.type).toBe('feed');
    const bytes = Buffer.from(record?.ciphertext ?? []).toString('latin1');
    expect(bytes.length).toBeGreaterThan(30_000);
    for (const secret of [ada, first.id, '"p"', people(1)[0]?.[1] ?? '']) expect(bytes).not.toContain(secret);
  });

  it('it goes with the account, and does not come back by a write that was on its way', async () => {
    worker.sessions.apply(first);
    await worker.copies.settled();
    const [account] = worker.store.state.accounts;
    worker.sessions.apply(second);
    await worker.sessions.logout(ada);
    await worker.copies.settled();
    expect(await worker.database.get('records', account ? toCopiesRecordId(account) : '')).toBeUndefined();
  });

  it('it survives another password', async () => {
    worker.sessions.apply(first);
    await worker.copies.settled();
    const old = (await onDisk())?.ciphertext;
    await worker.vault.changePassword(PASSWORD, 'another one altogether', (keys, header, onSaved) =>
      worker.store.reseal(keys, header, onSaved),
    );
    expect((await onDisk())?.ciphertext).not.toEqual(old);
    expect(await kept()).toEqual([first.id]);
  });
});

it('one that is damaged counts as none, and the next is kept', async () => {
  worker.sessions.apply(first);
  await worker.copies.settled();
  const record = await onDisk();
  if (!record) throw new Error('nothing was written');
  await worker.database.put('records', { ...record, ciphertext: record.ciphertext.slice(1) });
  expect(await kept()).toEqual([]);
  expect(worker.sessions.isWanted(first)).toBe(false);
  expect(await worker.sessions.loadEvent(ada, 3)).toBeUndefined();
  expect(worker.sessions.isWanted(first)).toBe(true); // and may come again
  worker.sessions.apply(second);
  expect(await kept()).toEqual([second.id]);
});

it('are not read while locked', async () => {
  worker.sessions.apply(first);
  await worker.vault.lock();
  expect(() => worker.sessions.loadCopies(ada)).toThrow('locked');
});
