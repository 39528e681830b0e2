import fc from 'fast-check';
import * as nip04 from 'nostr-tools/nip04';
import * as nip44 from 'nostr-tools/nip44';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toAccountView } from '#lib/sessions/snapshot';
import type { NewAccount } from '#lib/sessions/new-account';
import type { Summary } from '#lib/sessions/summary';
import { fromBytes, openRecord, sealRecord, toBytes } from '#lib/vault/records';
import { hexOf, newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ['p', (from + index).toString(16).padStart(64, '0')]);
const conversation = nip44.getConversationKey(secretOf('ada'), ada);
const hide = (tags: unknown) => nip44.encrypt(JSON.stringify(tags), conversation);
const list = (open: string[][], content = '', created_at = 1_700_000_000) =>
  signAs('ada', { kind: 10_000, tags: open, content, created_at });

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
});

const view = ({ store, sessions } = worker) => {
  const [account] = store.state.accounts;
  return account && toAccountView(account, sessions.get(ada));
};
const count = (from = worker) => {
  const { mutes, mutesAtLeast } = view(from) ?? {};
  return mutesAtLeast ? `${mutes}+` : String(mutes);
};
const whenCounted = (expected: string, from = worker) => vi.waitFor(() => expect(count(from)).toBe(expected));
/** The next worker, once it has read from disk what the one before knew. */
async function restart(from = worker): Promise<Worker> {
  await from.summaries.settled();
  await from.copies.settled();
  const next = await restartWorker(from);
  await vi.waitFor(() => expect(next.sessions.isRestored).toBe(true));
  return next;
}
const spyOn = ({ sessions } = worker) => vi.spyOn(sessions.expect(ada).signer.nip44, 'decrypt');

describe('the private part of a mute list', () => {
  beforeEach(() => worker.sessions.add([newAccountOf('ada')]));

  it('is counted with the public one, what is in both once', async () => {
    worker.sessions.apply(list(people(0, 1_200), hide(people(1_190, 1_990))));
    expect(count()).toBe('1200+'); // nobody waits for it
    await whenCounted('1990');
  });

  it('may be in the older encryption', async () => {
    const content = nip04.encrypt(secretOf('ada'), ada, JSON.stringify(people(2, 5)));
    worker.sessions.apply(list(people(0, 3), content));
    await whenCounted('5');
  });

  it('that is not there leaves the count as it is, and nothing is decrypted', async () => {
    const decrypt = spyOn();
    worker.sessions.apply(list(people(0, 3)));
    worker.sessions.countMore();
    expect(count()).toBe('3');
    expect((await restart()).sessions.expect(ada).summary.known[10_000]?.private).toBe('none');
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('is nowhere but in its count: not on disk, not in what pages get', async () => {
    const secret = [['word', 'unspeakable'], ...people(500, 503)];
    worker.sessions.apply(list(people(0, 3), hide(secret)));
    await whenCounted('7');
    await worker.summaries.settled();
    const account = worker.store.state.accounts[0];
    const summary = JSON.stringify(account && (await worker.summaries.load(account)));
    expect(summary).toContain('"count":7');
    for (const text of [summary, JSON.stringify(view())]) {
      for (const [, value] of secret) expect(text).not.toContain(value);
    }
  });

  it('is read once, over restarts too', async () => {
    const event = list(people(0, 3), hide(people(3, 5)));
    worker.sessions.apply(event);
    await whenCounted('5');
    const next = await restart();
    const decrypt = spyOn(next);
    next.sessions.countMore();
    next.sessions.apply(event);
    expect(count(next)).toBe('5');
    await next.summaries.settled();
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('is read by the next worker, where one died before', async () => {
    vi.spyOn(worker.sessions.expect(ada).signer.nip44, 'decrypt').mockReturnValue(
      new Promise(() => undefined),
    );
    worker.sessions.apply(list(people(0, 3), hide(people(3, 5))));
    const next = await restart();
    expect(count(next)).toBe('3+');
    next.sessions.countMore();
    await whenCounted('5', next);
  });

  it('is looked for where a summary says nothing of it', async () => {
    worker.sessions.apply(list(people(0, 3), hide(people(3, 5))));
    await whenCounted('5');
    await worker.summaries.settled();
    const account = worker.store.state.accounts[0];
    if (!account) throw new Error('there is an account');
    const name = { id: `${account.id}.summary`, type: 'feed', pubkey: ada } as const;
    const record = await worker.database.get('records', name.id);
    if (!record) throw new Error('there is a summary');
    const keys = worker.vault.expectKeys();
    const kept = fromBytes(await openRecord(keys, record, name)) as Summary;
    const { id, created_at } = kept.known[10_000] ?? {};
    const old = { ...kept, known: { 10_000: { id, created_at, count: 3 } } };
    await worker.database.put('records', await sealRecord(keys, { ...name, generation: 0 }, toBytes(old)));
    const next = await restart();
    expect(count(next)).toBe('3');
    next.sessions.countMore();
    await whenCounted('5', next);
    next.sessions.countMore();
    expect(count(await restart(next))).toBe('5');
  });

  it('of a list that the disk has lost is counted when a relay tells of it again', async () => {
    const event = list(people(0, 3), hide(people(3, 5)));
    spyOn().mockRejectedValue(new Error('busy'));
    worker.sessions.apply(event);
    await worker.copies.settled();
    const { id = '' } = worker.store.state.accounts[0] ?? {};
    await worker.database.delete('records', `${id}.copies`);
    const next = await restart();
    expect(next.sessions.isWanted(event)).toBe(false);
    next.sessions.countMore();
    await vi.waitFor(() => expect(next.sessions.isWanted(event)).toBe(true));
    next.sessions.apply(event);
    await whenCounted('5', next);
  });

  it('belongs to its list: a newer one that comes meanwhile counts alone', async () => {
    const decrypt = spyOn();
    const { promise, resolve } = Promise.withResolvers<string>();
    decrypt.mockReturnValueOnce(promise);
    worker.sessions.apply(list(people(0, 3), hide(people(3, 5))));
    await vi.waitFor(() => expect(decrypt).toHaveBeenCalledOnce());
    worker.sessions.apply(list(people(0, 9), hide(people(9, 10)), 1_700_000_001));
    resolve(JSON.stringify(people(3, 5)));
    await whenCounted('10');
  });

  it('is not read in a locked vault, and a lock in the middle ends it without a word', async () => {
    const decrypt = spyOn();
    const { promise, resolve } = Promise.withResolvers<string>();
    decrypt.mockReturnValueOnce(promise);
    worker.sessions.apply(list(people(0, 3), hide(people(3, 5))));
    await vi.waitFor(() => expect(decrypt).toHaveBeenCalledOnce());
    await worker.summaries.settled();
    await worker.copies.settled();
    await worker.vault.lock();
    resolve(JSON.stringify(people(3, 5)));
    worker.sessions.countMore();
    await worker.summaries.settled();
    expect(decrypt).toHaveBeenCalledOnce();
    await worker.vault.unlock(PASSWORD);
    await worker.store.load();
    worker.sessions.restore();
    await vi.waitFor(() => expect(worker.sessions.isRestored).toBe(true));
    worker.sessions.countMore();
    await whenCounted('5');
  });

  it('ends up counted the same in whatever order the lists come, over any restart', async () => {
    const lists = [0, 1, 2, 3].map((age) =>
      list(people(0, age + 2), age === 2 ? '' : hide(people(age, 4 + 2 * age)), 1_700_000_000 + age),
    );
    const expected = ['4', '6', '4', '10']; // what each of them comes to
    await fc.assert(
      fc.asyncProperty(
        fc
          .subarray(lists, { minLength: 1 })
          .chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
        fc.nat(4),
        async (told, at) => {
          const one = await startOpenWorker();
          await one.sessions.add([newAccountOf('ada')]);
          for (const event of told.slice(0, at)) one.sessions.apply(event);
          const two = await restart(one);
          two.sessions.countMore();
          for (const event of told.slice(at)) two.sessions.apply(event);
          const newest = Math.max(...told.map((event) => lists.indexOf(event)));
          await whenCounted(expected[newest] ?? '', two);
        },
      ),
      { numRuns: 12 },
    );
  });

  it.each([
    ['no JSON', nip44.encrypt('{"p":', conversation)],
    ['no list', hide({ p: ada })],
    ['of wrong types', hide([['p', 7], 'p', null, { length: 2 }])],
    ['nested without end', nip44.encrypt('['.repeat(60_000), conversation)],
    ['nested deeply', nip44.encrypt('['.repeat(30_000) + ']'.repeat(30_000), conversation)],
    ['more tags than a list may have', nip04.encrypt(secretOf('ada'), ada, `[${'[],'.repeat(30_000)}[]]`)],
    ['of somebody else', nip44.encrypt('[]', nip44.getConversationKey(secretOf('bob'), ada))],
    ['none at all', `A${'B'.repeat(70_000)}`],
    ['none at all of the older kind', `${'A'.repeat(70_000)}?iv=${'A'.repeat(22)}==`],
  ])('that is %s is said to be there, and is not tried again', async (_, content) => {
    worker.sessions.apply(list(people(0, 3), content));
    await vi.waitFor(() =>
      expect(worker.sessions.expect(ada).summary.known[10_000]?.private).toBe('unreadable'),
    );
    expect(count()).toBe('3+');
    const next = await restart();
    const decrypt = spyOn(next);
    next.sessions.countMore();
    expect(count(next)).toBe('3+');
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('may have thousands of tags, of which those that mute nobody do not count', async () => {
    const tags = [
      ...Array.from({ length: 8_000 }, () => ['x']),
      ['p'],
      ['p', 'npub1'],
      ['t', ''],
      ['t', 'spam'],
    ];
    worker.sessions.apply(list(people(0, 3), hide(tags)));
    await whenCounted('4');
  });
});

describe('whose private part is not read', () => {
  const content = hide(people(3, 5));
  const accounts: [string, () => NewAccount][] = [
    ['an account that is only watched', () => ({ kind: 'watch-only', pubkey: ada })],
    [
      'an account of a remote signer',
      () => ({
        kind: 'remote',
        pubkey: ada,
        clientKey: secretOf('client'),
        remote: { signerPubkey: pubkeyOf('bob'), clientPubkey: pubkeyOf('client'), relays: [], perms: [] },
      }),
    ],
    ['an account that always asks for the password', () => ({ ...newAccountOf('ada'), stepUp: true })],
  ];

  it.each(accounts)('%s has at least what is public', async (_, toAccount) => {
    await worker.sessions.add([toAccount()]);
    const decrypt = spyOn();
    worker.sessions.apply(list(people(0, 3), content));
    const next = await restart();
    next.sessions.countMore();
    await next.summaries.settled();
    expect([count(), count(next)]).toEqual(['3+', '3+']);
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('an account that stops asking for the password is counted, and one that begins keeps its number', async () => {
    await worker.sessions.add([{ ...newAccountOf('ada'), stepUp: true }]);
    worker.sessions.apply(list(people(0, 3), content));
    await worker.store.change(({ accounts: [account] }) => {
      delete account?.stepUp;
    });
    worker.sessions.countMore();
    await whenCounted('5');
    await worker.store.change(({ accounts: [account] }) => {
      if (account) account.stepUp = true;
    });
    worker.sessions.countMore();
    expect(count()).toBe('5');
  });

  it('an account whose key comes in later is counted then', async () => {
    await worker.sessions.add([{ kind: 'watch-only', pubkey: ada }]);
    worker.sessions.apply(list(people(0, 3), content));
    await worker.copies.settled();
    await worker.sessions.add([newAccountOf('ada')], { upgrade: true });
    worker.sessions.countMore();
    await whenCounted('5');
    expect(JSON.stringify(view())).not.toContain(hexOf('ada'));
  });
});
