/** The identity guard on the way of a request: what links two accounts is put to the person, whatever rules say. */
import { npubEncode } from 'nostr-tools/nip19';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, connect, disconnect } from '#lib/permissions/permissions';
import type { PageCaller } from '#lib/requests/caller';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const RELAY = 'wss://relay.example/';
let worker: Worker;
let pages: Pages;
/** Ada is current; the site knows her and may sign notes and sign-ins as her and as Bob without asking. */
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob'), newAccountOf('eve')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => {
    connect(draft, SITE, ada, 0);
    for (const pubkey of [ada, bob]) {
      const about = { pubkey, origin: SITE, method: 'signEvent' } as const;
      allow(draft, { ...about, kind: 1 }, 'hour', Date.now());
      for (const relay of [RELAY, 'wss://other.example/']) {
        allow(draft, { ...about, kind: 22_242, relay }, 'hour', Date.now());
      }
    }
  });
});

const note = { kind: 1, tags: [], content: 'hello', created_at: 5 };
const naming = (pubkey: string) => ({ ...note, content: `with nostr:${npubEncode(pubkey)}` });
const sign = async (draft: object = note, caller: PageCaller = pages.caller()) =>
  pages.handlers.signEvent(caller, draft as never);
const auth = (relay = RELAY) => ({
  ...note,
  kind: 22_242,
  tags: [
    ['relay', relay],
    ['challenge', 'x'],
  ],
});
const know = (...pubkeys: string[]) =>
  worker.store.change((draft) => {
    for (const pubkey of pubkeys) connect(draft, SITE, pubkey, 0);
  });
const pairs = () => worker.store.state.pairs ?? [];
const pairOf = (one: string, other: string) => [one, other].toSorted();

describe('an event that names another account', () => {
  it('is signed by no rule, and says in the prompt whom it names', async () => {
    expect((await sign()).pubkey).toBe(ada);
    const asked = sign(naming(bob));
    expect(await pages.answer(ALLOW)).toMatchObject({ links: [{ pubkey: bob, by: 'mention' }] });
    expect((await asked).pubkey).toBe(ada);
    expect(pairs()).toEqual([]);
  });

  it('is signed by the rule once the two may be seen together', async () => {
    const asked = sign({ ...naming(bob), tags: [['p', eve]] });
    await pages.answer({ ...ALLOW, pairs: true });
    await asked;
    expect(pairs()).toEqual(expect.arrayContaining([pairOf(ada, bob), pairOf(ada, eve)]));
    expect(pairs()).toHaveLength(2);
    expect((await sign(naming(bob))).pubkey).toBe(ada);
    expect(pages.prompts.pending).toEqual([]);
  });

  it('is warned of again after an account was logged out and came back', async () => {
    const asked = sign(naming(bob));
    await pages.answer({ ...ALLOW, pairs: true });
    await asked;
    await worker.sessions.logout(bob);
    expect(pairs()).toEqual([]);
    expect((await sign(naming(bob))).pubkey).toBe(ada); // a stranger now
    await worker.sessions.add([newAccountOf('bob')]);
    await worker.sessions.switch(ada);
    const again = outcome(sign(naming(bob)));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ links: [{ pubkey: bob }] });
    expect(await again).toBe('denied');
  });

  it('is left by a rule that another answer makes, and refused by a rule that says no', async () => {
    const linked = outcome(sign({ ...naming(bob), kind: 7 }));
    const plain = sign({ ...note, kind: 7 });
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    const view = pages.prompts.views.find((each) => each.type === 'sign' && !each.links);
    await pages.prompts.answer(view?.id ?? '', view?.digest ?? '', { ...ALLOW, remember: 'always' });
    await plain;
    expect(pages.prompts.views).toMatchObject([{ links: [{ pubkey: bob }] }]);
    await pages.answer({ answer: 'reject' });
    expect(await linked).toBe('denied');
    await worker.store.change((draft) => {
      const about = { pubkey: ada, origin: SITE, method: 'signEvent', kind: 1 } as const;
      draft.rules.push({ id: 'no', ...about, effect: 'deny', createdAt: 0 });
    });
    expect(await outcome(sign(naming(bob)))).toBe('denied');
    expect(pages.prompts.pending).toEqual([]);
  });

  it('is asked about once more when the account that it names came while the person looked', async () => {
    const zoe = pubkeyOf('zoe');
    const asked = sign({ ...naming(zoe), kind: 7 });
    expect(await pages.look()).not.toHaveProperty('links');
    await worker.sessions.add([newAccountOf('zoe')]);
    await pages.answer(ALLOW);
    await vi.waitFor(() => expect(pages.prompts.views).toMatchObject([{ links: [{ pubkey: zoe }] }]));
    await pages.answer(ALLOW);
    expect((await asked).pubkey).toBe(ada);
  });

  it('says whom each of two would be linked to, where the page believes in another one', async () => {
    await know(bob);
    await pages.handlers.getPublicKey(pages.caller());
    await worker.sessions.switch(bob);
    const asked = sign({ ...naming(eve), tags: [['p', ada]] });
    const view = await pages.answer({ ...ALLOW, as: 'told', pairs: true });
    expect(view).toMatchObject({ pubkey: bob, told: ada, toldLinks: [{ pubkey: eve, by: 'mention' }] });
    expect(view).toHaveProperty('links.length', 2);
    expect((await asked).pubkey).toBe(ada);
    expect(pairs()).toEqual([pairOf(ada, eve)]);
  });

  it('is warned of in private windows, which remember nothing of it', async () => {
    const inside = () => pages.caller({ tabId: 2, documentId: 'd2', isPrivate: true });
    const key = pages.handlers.getPublicKey(inside());
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'everyday', scope: 'site' });
    await key;
    const asked = sign(naming(bob), inside());
    expect(await pages.answer({ ...ALLOW, pairs: true })).toMatchObject({ links: [{ pubkey: bob }] });
    await asked;
    expect(pairs()).toEqual([]);
  });
});

describe('signing in to a relay', () => {
  it('is remembered, and the next account is warned of before it signs in there', async () => {
    await know(bob);
    await sign(auth());
    expect(worker.store.state.signedIn).toEqual({ [RELAY]: [ada] });
    const asked = sign({ ...auth('wss://relay.example'), pubkey: bob });
    expect(await pages.answer(ALLOW)).toMatchObject({ links: [{ pubkey: ada, by: 'relay' }] });
    await asked;
    expect(worker.store.state.signedIn).toEqual({ [RELAY]: [ada, bob] });
    await sign({ ...auth('wss://other.example'), pubkey: bob });
    expect(pages.prompts.pending).toEqual([]);
  });

  it('is not written down twice, nor when it was not signed, nor in private windows', async () => {
    const before = worker.changes;
    await sign(auth());
    const once = worker.changes;
    expect(once).toBeGreaterThan(before);
    await sign(auth());
    expect(worker.changes).toBe(once);
    await worker.store.change((draft) => {
      draft.rules = draft.rules.filter(({ kind }) => kind !== 22_242);
    });
    const refused = outcome(sign(auth('wss://other.example')));
    await pages.answer({ answer: 'reject' });
    await refused;
    const inside = () => pages.caller({ tabId: 2, documentId: 'd2', isPrivate: true });
    const key = pages.handlers.getPublicKey(inside());
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' });
    await key;
    const asked = sign(auth(), inside());
    expect(await pages.answer(ALLOW)).toMatchObject({ links: [{ pubkey: ada, by: 'relay' }] });
    await asked;
    expect(worker.store.state.signedIn).toEqual({ [RELAY]: [ada] });
  });

  it('of two accounts that wait together: the second is asked about once more', async () => {
    await know(bob);
    await worker.store.change((draft) => {
      draft.rules = draft.rules.filter(({ kind }) => kind !== 22_242);
    });
    const first = sign(auth());
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(1));
    const second = sign({ ...auth(), pubkey: bob });
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    await pages.answer(ALLOW);
    await first;
    expect(await pages.answer(ALLOW)).not.toHaveProperty('links');
    await vi.waitFor(() => expect(pages.prompts.views).toMatchObject([{ links: [{ pubkey: ada }] }]));
    await pages.answer(ALLOW);
    expect((await second).pubkey).toBe(bob);
  });
});

describe('a site that knows one account and asks for another', () => {
  const CONNECT = { answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' } as const;

  it('shows whom it knows, and the pair is remembered only if so said', async () => {
    await worker.sessions.switch(bob);
    const asked = pages.handlers.getPublicKey(pages.caller());
    expect(await pages.answer(CONNECT)).toMatchObject({ type: 'connect', suggested: bob, knows: [ada] });
    expect(await asked).toBe(bob);
    expect(pairs()).toEqual([]);
    await worker.sessions.switch(eve);
    await worker.store.change((draft) => {
      delete draft.sites[SITE]?.pubkey;
    });
    const next = pages.handlers.getPublicKey(pages.caller());
    expect(await pages.answer({ ...CONNECT, pubkey: eve, pairs: true })).toMatchObject({ knows: [ada, bob] });
    expect(await next).toBe(eve);
    expect(pairs()).toEqual(expect.arrayContaining([pairOf(ada, eve), pairOf(bob, eve)]));
    expect(pairs()).toHaveLength(2);
  });

  it('remembers no pair for an account that it knew', async () => {
    await worker.sessions.switch(bob);
    const asked = pages.handlers.getPublicKey(pages.caller());
    await pages.answer({ ...CONNECT, pubkey: ada, pairs: true });
    expect(await asked).toBe(ada);
    expect(pairs()).toEqual([]);
  });

  it('still knows what its page was told before it was disconnected', async () => {
    await pages.handlers.getPublicKey(pages.caller());
    await worker.store.change((draft) => disconnect(draft, SITE));
    const asked = outcome(pages.handlers.getPublicKey(pages.caller()));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ knows: [ada] });
    expect(await asked).toBe('denied');
  });

  it('knows nobody in a private window', async () => {
    const caller = pages.caller({ tabId: 2, documentId: 'd2', isPrivate: true });
    const asked = outcome(pages.handlers.getPublicKey(caller));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ knows: [] });
    expect(await asked).toBe('denied');
  });

  it('is asked about once more when it has come to know another one while the person looked', async () => {
    await worker.store.change((draft) => disconnect(draft, SITE));
    const asked = pages.handlers.getPublicKey(pages.caller());
    expect(await pages.look()).toMatchObject({ knows: [] });
    await know(eve);
    await pages.answer(CONNECT);
    await vi.waitFor(() => expect(pages.prompts.views).toMatchObject([{ knows: [eve] }]));
    await pages.answer(CONNECT);
    expect(await asked).toBe(bob);
  });
});
