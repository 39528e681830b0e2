/** Rules about one class of messages: read in the worker, handed over only where the class is the one that is allowed. */
import * as nip44 from 'nostr-tools/nip44';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, connect, refuse } from '#lib/permissions/permissions';
import type { TextClass } from '#lib/nostr/plaintext';
import type { Question } from '#lib/permissions/policy';
import { FacetError } from '#lib/rpc/errors';
import { newAccountOf, pubkeyOf, secretOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const LIST = JSON.stringify([['p', bob]]);
const RUMOR = JSON.stringify({ kind: 14, pubkey: bob, content: 'hi', tags: [], created_at: 1 });
const WALLET = JSON.stringify({ mint: 'https://mint.example', proofs: [] });
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
});

const seal = (text: string) => nip44.encrypt(text, nip44.getConversationKey(secretOf('bob'), ada));
const question = (named?: TextClass): Question => ({
  pubkey: ada,
  origin: SITE,
  method: 'nip44.decrypt',
  peer: bob,
  ...(named ? { class: named } : {}),
});
const mayRead = (named?: TextClass) =>
  worker.store.change((draft) => allow(draft, question(named), 'hour', Date.now()));
const read = (ciphertext: string, caller = pages.caller()) =>
  Promise.resolve(pages.handlers['nip44.decrypt'](caller, bob, ciphertext, undefined));
const decrypting = () => vi.spyOn(worker.sessions.expect(ada).signer.nip44, 'decrypt');
/** The request is put to the person, who says no: what no rule decides. */
async function isAsked(call: Promise<unknown>): Promise<void> {
  const ended = outcome(call);
  await pages.answer({ answer: 'reject' });
  expect(await ended).toBe('denied');
}

describe('a rule that allows plain text', () => {
  it('hands over what is one, decrypted once, and names itself', async () => {
    await mayRead('text');
    const decrypt = decrypting();
    const caller = pages.caller();
    expect(await read(seal('hello'), caller)).toBe('hello');
    expect(decrypt).toHaveBeenCalledOnce();
    expect(caller.trace?.decided).toMatchObject({ by: 'rule', rule: { class: 'text' } });
  });

  it.each([LIST, RUMOR, WALLET])('has the person asked about %s, as if there were no rule', async (text) => {
    await mayRead('text');
    await isAsked(read(seal(text)));
    const asked = read(seal(text));
    expect(await pages.look()).not.toHaveProperty('plaintext');
    await pages.answer(ALLOW);
    expect(await asked).toBe(text);
  });

  it('has the person asked about what cannot be read: a page finds out nothing by trying', async () => {
    await mayRead('text');
    await isAsked(read('A'.repeat(200)));
    const decrypt = decrypting().mockRejectedValueOnce(new FacetError('timeout', 'no answer'));
    const asked = read(seal('hello'));
    await pages.answer(ALLOW);
    expect(await asked).toBe('hello'); // a signer that was away is asked again
    expect(decrypt).toHaveBeenCalledTimes(2);
  });

  it('is nothing to a page that believes in another account, and nothing is read for it', async () => {
    await mayRead('text');
    const decrypt = decrypting();
    await worker.sessions.add([newAccountOf('eve')]);
    const eve = pubkeyOf('eve');
    await worker.store.change((draft) => {
      connect(draft, SITE, eve, Date.now());
      draft.sites[SITE] = { usedAt: 0, pubkey: ada, told: eve };
    });
    await isAsked(read(seal('hello')));
    expect(decrypt).not.toHaveBeenCalled();
  });

  it('reads nothing for an account that asks the password for everything', async () => {
    await mayRead('text');
    const decrypt = decrypting();
    await worker.store.change((draft) => {
      for (const account of draft.accounts) account.stepUp = true;
    });
    await isAsked(read(seal('hello')));
    expect(decrypt).not.toHaveBeenCalled();
  });
});

it('a rule that refuses lists says what any rule says that refuses, and leaves the rest as it was', async () => {
  await mayRead();
  await worker.store.change((draft) => refuse(draft, question('list'), 'always', Date.now()));
  const caller = pages.caller();
  const byClass: unknown = await read(seal(LIST), caller).catch((error: unknown) => error);
  expect(caller.trace?.decided).toMatchObject({ by: 'rule', rule: { class: 'list', effect: 'deny' } });
  expect(await read(seal('hello'))).toBe('hello');
  await worker.store.change((draft) => refuse(draft, question(), 'always', Date.now()));
  const byRule: unknown = await read(seal(LIST)).catch((error: unknown) => error);
  expect(byClass).toEqual(byRule);
});

it('nothing is decrypted before a person says so where no rule depends on what it is', async () => {
  const decrypt = decrypting();
  await isAsked(read(seal('hello')));
  expect(decrypt).not.toHaveBeenCalled();
});

it('a yes or a no for one class becomes the rule of that class', async () => {
  const asked = read(seal('hello'));
  await pages.answer({ ...ALLOW, remember: 'hour', class: 'text' });
  expect(await asked).toBe('hello');
  const refused = outcome(read(seal(LIST)));
  await pages.answer({ answer: 'reject', remember: 'hour', class: 'list' });
  expect(await refused).toBe('denied');
  expect(await outcome(read(seal(LIST)))).toBe('denied');
  expect(await read(seal('again'))).toBe('again');
  expect(worker.store.state.rules.slice(1)).toMatchObject([
    { effect: 'allow', class: 'text' },
    { effect: 'deny', class: 'list' },
  ]);
});

it('is gone with the vault: what is locked meanwhile is not asked about', async () => {
  await mayRead('text');
  decrypting().mockRejectedValueOnce(new FacetError('locked', 'locked'));
  expect(await outcome(read(seal('hello')))).toBe('locked');
  expect(pages.prompts.views).toEqual([]);
});
