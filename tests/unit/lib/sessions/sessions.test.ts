import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifyEvent } from 'nostr-tools/pure';
import { connect } from '#lib/permissions/permissions';
import { toNewAccount } from '#lib/sessions/new-account';
import type { State } from '#lib/storage/state';
import { fresh, hexOf, newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
let worker: Worker;
beforeEach(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  worker = await startOpenWorker();
});
afterEach(() => vi.useRealTimers());

/** Adds accounts a second apart, so that their order of use is known. */
async function add(...labels: string[]) {
  for (const label of labels) {
    vi.setSystemTime(Date.now() + 1_000);
    await worker.sessions.add([newAccountOf(label)]);
  }
}
const all = ({ sessions } = worker) => sessions.all.map(({ pubkey }) => pubkey);
const use = (pubkey: string) => {
  vi.setSystemTime(Date.now() + 1_000);
  return worker.sessions.switch(pubkey);
};

describe('adding an account', () => {
  it('makes it current and leaves the others logged in', async () => {
    await add('ada', 'bob', 'eve');
    expect(all()).toEqual([ada, bob, eve]);
    expect(worker.sessions.current?.pubkey).toBe(eve);
  });

  it('wipes the key it was given, also when it fails', async () => {
    const [first, second] = [secretOf('ada'), secretOf('ada')];
    await worker.sessions.add([toNewAccount(first)]);
    await expect(worker.sessions.add([toNewAccount(second)])).rejects.toMatchObject({ code: 'invalid' });
    expect([first, second]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
  });

  it('twice is refused, at the same moment too, and leaves one record', async () => {
    const results = await Promise.allSettled([
      worker.sessions.add([newAccountOf('ada')]),
      worker.sessions.add([newAccountOf('ada')]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(all()).toEqual([ada]);
    const keys = (await worker.database.getAll('records')).filter(({ type }) => type === 'account');
    expect(keys).toHaveLength(1);
    const event = { pubkey: ada, kind: 1, tags: [], content: 'hello', created_at: 1 };
    expect(verifyEvent(fresh(await worker.sessions.expect(ada).signer.signEvent(event)))).toBe(true);
  });

  it('gives each its own colour and name', async () => {
    await worker.sessions.add([newAccountOf('ada', '  work ')]);
    await worker.sessions.add([newAccountOf('bob', '   ')]);
    const [one, two] = worker.store.state.accounts;
    expect(one?.nickname).toBe('work');
    expect(two).not.toHaveProperty('nickname');
    expect(one?.accent).not.toBe(two?.accent);
  });

  it('writes no key in clear', async () => {
    await add('ada');
    const records = await worker.database.getAll('records');
    const written = Buffer.concat(records.map(({ ciphertext }) => Buffer.from(ciphertext)));
    expect(written.includes(Buffer.from(secretOf('ada')))).toBe(false);
    expect(written.includes(hexOf('ada'))).toBe(false);
  });

  it('is not possible while locked', async () => {
    await worker.vault.lock();
    await expect(worker.sessions.add([newAccountOf('ada')])).rejects.toMatchObject({ code: 'locked' });
  });
});

describe('adding many accounts at once', () => {
  it('adds all of them in one change and leaves the current one current', async () => {
    await add('ada');
    await worker.sessions.add([newAccountOf('bob'), { kind: 'watch-only', pubkey: eve }]);
    expect(all()).toEqual([ada, bob, eve]);
    expect(worker.sessions.current?.pubkey).toBe(ada);
    expect(all(await restartWorker(worker))).toEqual([ada, bob, eve]);
  });

  it('changes more of the state with them, or nothing of both', async () => {
    const edit = (draft: State) => {
      draft.settings.autoLockMinutes = 3;
    };
    await worker.sessions.add([newAccountOf('ada')], { edit });
    expect(worker.store.state.settings.autoLockMinutes).toBe(3);
    const fail = () => {
      throw new Error('no');
    };
    await expect(worker.sessions.add([newAccountOf('bob')], { edit: fail })).rejects.toThrow('no');
    expect(all()).toEqual([ada]);
  });

  it('adds none when one of them is here already, and wipes every key', async () => {
    await add('ada');
    const [first, second] = [newAccountOf('bob'), newAccountOf('ada')];
    await expect(worker.sessions.add([first, second])).rejects.toMatchObject({ code: 'invalid' });
    expect(all()).toEqual([ada]);
    expect([first, second]).toMatchObject([
      { secretKey: new Uint8Array(32) },
      { secretKey: new Uint8Array(32) },
    ]);
  });
});

describe('an account that is only watched', () => {
  beforeEach(() => worker.sessions.add([{ kind: 'watch-only', pubkey: ada, nickname: 'Ada' }]));

  it('can do nothing, and says so', async () => {
    const { signer } = worker.sessions.expect(ada);
    const event = { pubkey: ada, kind: 1, tags: [], content: '', created_at: 1 };
    expect(signer.refusal('signEvent')).toContain('watch-only');
    await expect(signer.signEvent(event)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(signer.nip44.decrypt(bob, 'x')).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('gets its key when that is added and agreed to, and keeps its name, place and colour', async () => {
    await add('bob');
    await expect(worker.sessions.add([newAccountOf('ada')])).rejects.toMatchObject({ code: 'invalid' });
    const [before] = worker.store.state.accounts;
    await worker.sessions.add([newAccountOf('ada', 'other')], { upgrade: true });
    const [after] = worker.store.state.accounts;
    expect(after).toEqual({ ...before, kind: 'secret-key', usedAt: after?.usedAt });
    const restarted = await restartWorker(worker);
    const event = { pubkey: ada, kind: 1, tags: [], content: 'hello', created_at: 1 };
    expect(verifyEvent(fresh(await restarted.sessions.expect(ada).signer.signEvent(event)))).toBe(true);
  });

  it('never takes the place of one that can sign', async () => {
    await add('bob');
    const watched = { kind: 'watch-only', pubkey: bob } as const;
    await expect(worker.sessions.add([watched], { upgrade: true })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(worker.store.state.accounts.find(({ pubkey }) => pubkey === bob)?.kind).toBe('secret-key');
  });
});

describe('switching', () => {
  it('changes the current account and nothing else', async () => {
    await add('ada', 'bob');
    await use(ada);
    expect(worker.sessions.current?.pubkey).toBe(ada);
    expect(all()).toEqual([ada, bob]);
  });

  it('to somebody unknown is refused', async () => {
    await add('ada');
    await expect(worker.sessions.switch(eve)).rejects.toMatchObject({ code: 'no-account' });
    expect(worker.sessions.current?.pubkey).toBe(ada);
  });
});

describe('logging out', () => {
  it('the current account makes the most recently used one current', async () => {
    await add('ada', 'bob', 'eve');
    await use(ada);
    await use(eve);
    await worker.sessions.logout();
    expect(worker.sessions.current?.pubkey).toBe(ada);
    await worker.sessions.logout();
    expect(worker.sessions.current?.pubkey).toBe(bob);
    await worker.sessions.logout();
    expect(worker.sessions.current).toBeUndefined();
    await expect(worker.sessions.logout()).rejects.toMatchObject({ code: 'no-account' });
  });

  it('another account leaves the current one', async () => {
    await add('ada', 'bob');
    await worker.sessions.logout(ada);
    expect(worker.sessions.current?.pubkey).toBe(bob);
    expect(() => worker.sessions.expect(ada)).toThrow('not in Facet');
    expect(worker.sessions.get(ada)).toBeUndefined();
  });

  it('takes the key, the events and the rules off the disk', async () => {
    await add('ada', 'bob');
    worker.sessions.apply(signAs('ada', { kind: 3 }));
    await worker.summaries.settled();
    await worker.store.change((draft) => {
      connect(draft, 'https://a.example', ada, NOW);
      draft.sites['https://a.example'] = { usedAt: NOW, pubkey: ada };
    });
    const { id } = worker.store.state.accounts[0] ?? { id: '' };
    await worker.sessions.logout(ada);
    expect((await worker.database.getAllKeys('records')).filter((key) => key.startsWith(id))).toEqual([]);
    expect(worker.store.state.rules).toEqual([]);
    expect(worker.store.state.sites['https://a.example']).not.toHaveProperty('pubkey');
    expect(all(await restartWorker(worker))).toEqual([bob]);
  });

  it('makes a signer that somebody still holds useless', async () => {
    await add('ada');
    const { signer } = worker.sessions.expect(ada);
    await worker.sessions.logout();
    const event = { pubkey: ada, kind: 1, tags: [], content: '', created_at: 1 };
    await expect(signer.signEvent(event)).rejects.toMatchObject({ code: 'internal' });
  });

  it('is not undone by an event that arrives meanwhile', async () => {
    await add('ada');
    worker.sessions.apply(signAs('ada', { kind: 0, content: '{}' }));
    const gone = worker.sessions.logout();
    worker.sessions.apply(signAs('ada', { kind: 3 }));
    await gone;
    await worker.summaries.settled();
    expect(await worker.database.getAllKeys('records')).toEqual(['state']);
  });

  it('all of them leaves nothing but the empty state', async () => {
    await add('ada', 'bob', 'eve');
    await worker.sessions.logoutAll();
    expect(all()).toEqual([]);
    expect(worker.store.state.current).toBeUndefined();
    expect(await worker.database.getAllKeys('records')).toEqual(['state']);
  });
});
