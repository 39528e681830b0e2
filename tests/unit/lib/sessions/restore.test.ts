import { verifyEvent } from 'nostr-tools/pure';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toSnapshot } from '#lib/sessions/snapshot';
import { toSummaryRecordId } from '#lib/sessions/summaries';
import { sealRecord, toBytes } from '#lib/vault/records';
import { fresh, hexOf, newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada', 'work')]);
});

const follows = signAs('ada', {
  kind: 3,
  tags: [
    ['p', pubkeyOf('bob')],
    ['p', pubkeyOf('eve')],
  ],
});
const profile = signAs('ada', { kind: 0, content: '{"name":"Ada"}' });
const live = { pending: [], relays: [], passkeys: [] };
const snapshot = ({ store, sessions } = worker) =>
  toSnapshot(
    store.state,
    (pubkey) => sessions.get(pubkey),
    () => [],
    live,
  );

describe('after the death of the worker', () => {
  it('all sessions are there, with the current one and what relays had told', async () => {
    worker.sessions.apply(follows);
    worker.sessions.apply(profile);
    await worker.summaries.settled();
    const next = await restartWorker(worker);
    expect(next.sessions.current?.pubkey).toBe(ada);
    await vi.waitFor(() => expect(next.sessions.expect(ada).summary.known[3]?.count).toBe(2));
    expect(snapshot(next)).toEqual(snapshot());
    expect(next.sessions.isWanted(follows)).toBe(false);
  });

  it('every one of them still signs with its own key', async () => {
    const next = await restartWorker(worker);
    for (const { pubkey, signer } of next.sessions.all) {
      const signed = fresh(
        await signer.signEvent({ pubkey, kind: 1, tags: [], content: 'x', created_at: 1 }),
      );
      expect(verifyEvent(signed)).toBe(true);
      expect(signed.pubkey).toBe(pubkey);
    }
  });

  it('events that cannot be read any more are as if they had never come', async () => {
    worker.sessions.apply(follows);
    await worker.summaries.settled();
    const record = (await worker.database.getAll('records')).find(({ id }) => id.endsWith('.summary'));
    if (record) await worker.database.put('records', { ...record, ciphertext: new Uint8Array(40) });
    const next = await restartWorker(worker);
    const [, account] = next.store.state.accounts;
    expect(account && (await next.summaries.load(account))).toBeUndefined();
    expect(next.sessions.isWanted(follows)).toBe(true);
  });

  it('a summary of no use holds up none of the others', async () => {
    const [bob] = worker.store.state.accounts;
    worker.sessions.apply(profile);
    await worker.summaries.settled();
    const record = {
      id: toSummaryRecordId(bob ?? { id: '' }),
      type: 'feed',
      pubkey: pubkeyOf('bob'),
    } as const;
    const sealed = await sealRecord(worker.vault.expectKeys(), { ...record, generation: 0 }, toBytes({}));
    await worker.database.put('records', sealed);
    const next = await restartWorker(worker);
    await next.sessions.whenRestored();
    expect(next.sessions.isRestored).toBe(true);
    expect(next.sessions.expect(ada).summary.known[0]?.profile?.name).toBe('Ada');
  });
});

describe('a lock', () => {
  it('leaves no session, and unlocking brings all of them back', async () => {
    await worker.vault.lock();
    expect(worker.sessions.all).toEqual([]);
    expect(worker.sessions.current).toBeUndefined();
    expect(worker.sessions.get(ada)).toBeUndefined();
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    worker.sessions.restore();
    expect(worker.sessions.all.map(({ pubkey }) => pubkey)).toEqual([pubkeyOf('bob'), ada]);
  });

  it('lets no event in', async () => {
    const { sessions } = worker;
    await worker.vault.lock();
    sessions.apply(follows);
    expect(sessions.isWanted(follows)).toBe(false);
  });
});

describe('the snapshot', () => {
  it('has no secret in it', () => {
    const text = JSON.stringify(snapshot());
    for (const label of ['ada', 'bob']) {
      expect(text).not.toContain(hexOf(label));
      expect(text).not.toContain('nsec');
    }
    for (const { id } of worker.store.state.accounts) expect(text).not.toContain(id);
  });

  it('is plain JSON', () => {
    worker.sessions.apply(follows);
    expect(fresh(snapshot())).toEqual(snapshot());
  });

  it('has no count that nobody has told, and no zero in its place', () => {
    const [, view] = snapshot().accounts;
    expect(view).not.toHaveProperty('follows');
    expect(view).not.toHaveProperty('mutes');
    worker.sessions.apply(follows);
    worker.sessions.apply(signAs('ada', { kind: 10_000 }));
    expect(snapshot().accounts[1]).toMatchObject({ follows: 2, mutes: 0 });
  });

  it('names an account by its nickname, else its profile, else its npub', async () => {
    worker.sessions.apply(profile);
    expect(snapshot().accounts[1]?.name).toBe('work');
    await worker.store.change((draft) => {
      delete draft.accounts[1]?.nickname;
    });
    expect(snapshot().accounts[1]?.name).toBe('Ada');
    expect(snapshot().accounts[0]?.name).toMatch(/^npub1.{4}…/);
  });
});
