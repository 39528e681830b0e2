import * as nip44 from 'nostr-tools/nip44';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_CONVERSATIONS } from '#lib/signers/conversations';
import { newAccountOf, pubkeyOf, secretOf } from '../../support/keys';
import { MINUTES, PASSWORD, restartWorker, startOpenWorker, type Worker } from '../../support/rooms';

/** Every conversation key that was made, as the very bytes, to see what became of it. */
const made = vi.hoisted((): Uint8Array[] => []);
vi.mock(import('nostr-tools/nip44'), async (load) => {
  const real = await load();
  const getConversationKey: typeof real.getConversationKey = (...args) => {
    const key = real.getConversationKey(...args);
    made.push(key);
    return key;
  };
  return { ...real, getConversationKey };
});

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const isWiped = (key: Uint8Array | undefined) => key?.every((byte) => byte === 0);

let worker: Worker;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada'), newAccountOf('eve')]);
  made.length = 0;
});

/** Encrypts as an account; gives how many conversation keys that took. */
async function countMade(peer = bob, pubkey = ada): Promise<number> {
  const before = made.length;
  await worker.sessions.expect(pubkey).signer.nip44.encrypt(peer, 'hello');
  return made.length - before;
}

describe('the key of a conversation', () => {
  it('is made once for many texts, and is the right one each time', async () => {
    const { signer } = worker.sessions.expect(ada);
    const first = await signer.nip44.encrypt(bob, 'first');
    const second = await signer.nip44.encrypt(bob, 'second');
    expect(await signer.nip44.decrypt(bob, first)).toBe('first');
    expect(made).toHaveLength(1);
    const theirs = nip44.getConversationKey(secretOf('bob'), ada);
    expect([first, second].map((text) => nip44.decrypt(text, theirs))).toEqual(['first', 'second']);
  });

  it('is that of one account with one other party', async () => {
    expect([await countMade(bob, ada), await countMade(eve, ada), await countMade(bob, eve)]).toEqual([
      1, 1, 1,
    ]);
    expect(new Set(made.map((key) => Buffer.from(key).toString('hex'))).size).toBe(3);
  });

  it('is made once and kept once where two texts come at the same time', async () => {
    await Promise.all([countMade(), countMade()]);
    expect(await countMade()).toBe(0);
    expect(worker.conversations.size).toBe(1);
    expect(made.filter((key) => !isWiped(key))).toHaveLength(1);
  });

  it('is not kept where there is no such party', async () => {
    await expect(countMade('f'.repeat(64))).rejects.toMatchObject({ code: 'invalid' });
    expect(worker.conversations.size).toBe(0);
  });
});

describe('it is wiped, and gone', () => {
  beforeEach(async () => {
    await countMade();
    await countMade(bob, eve);
    expect(made.some(isWiped)).toBe(false);
  });

  it('with a lock', async () => {
    await worker.vault.lock();
    expect(made.map(isWiped)).toEqual([true, true]);
    expect(worker.conversations.size).toBe(0);
  });

  it('once the time to lock is over, before it is used again', async () => {
    const { signer } = worker.sessions.expect(ada);
    vi.useFakeTimers({ now: Date.now() + 16 * MINUTES, toFake: ['Date'] });
    await expect(signer.nip44.encrypt(bob, 'late')).rejects.toMatchObject({ code: 'locked' });
    vi.useRealTimers();
    expect(made.map(isWiped)).toEqual([true, true]);
  });

  it('with another password', async () => {
    const { vault, store } = worker;
    await vault.changePassword(PASSWORD, 'another correct horse', store.reseal);
    expect(made.map(isWiped)).toEqual([true, true]);
  });

  it('with its account alone', async () => {
    const { signer } = worker.sessions.expect(ada);
    await worker.sessions.logout(ada);
    expect(made.map(isWiped)).toEqual([true, false]);
    await expect(signer.nip44.encrypt(bob, 'late')).rejects.toMatchObject({ code: 'internal' });
  });

  it('as soon as its account asks the password, and is not kept again while it does', async () => {
    const setStepUp = (stepUp: boolean) =>
      worker.store.change(({ accounts }) => {
        const account = accounts.find(({ pubkey }) => pubkey === ada)!;
        if (stepUp) account.stepUp = true;
        else delete account.stepUp;
      });
    await setStepUp(true);
    expect(made.map(isWiped)).toEqual([true, false]);
    expect([await countMade(), await countMade()]).toEqual([1, 1]);
    expect(made.map(isWiped)).toEqual([true, false, true, true]);
    await setStepUp(false);
    expect([await countMade(), await countMade()]).toEqual([1, 0]);
  });

  it('with the worker, and nothing of it is anywhere else', async () => {
    worker = await restartWorker(worker);
    expect(await countMade()).toBe(1);
  });
});

it('is wiped instead of kept by what was under way when Facet locked', async () => {
  const key = new Uint8Array(32).fill(7);
  await worker.vault.lock();
  worker.conversations.of(ada).keep(bob, key);
  expect(isWiped(key)).toBe(true);
  expect(worker.conversations.size).toBe(0);
});

it('of many the ones that were not used for longest go first', async () => {
  const conversations = worker.conversations.of(ada);
  const keys = Array.from({ length: MAX_CONVERSATIONS + 1 }, () => new Uint8Array(32).fill(7));
  keys.slice(0, -1).forEach((key, index) => conversations.keep(`peer ${index}`, key));
  expect(conversations.get('peer 0')).toBe(keys[0]);
  conversations.keep('the last', keys.at(-1)!);
  expect(worker.conversations.size).toBe(MAX_CONVERSATIONS);
  expect(keys.map(isWiped).indexOf(true)).toBe(1);
  expect(conversations.get('peer 1')).toBeUndefined();
  expect(conversations.get('peer 0')).toBe(keys[0]);
});
