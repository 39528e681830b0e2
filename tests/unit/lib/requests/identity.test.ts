import { beforeEach, describe, expect, it } from 'vitest';
import { connect, disconnect } from '#lib/permissions/permissions';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
});

const tellOf = (pubkey: string, origin = SITE) =>
  worker.store.change((draft) => connect(draft, origin, pubkey, Date.now()));

describe('a page that is not connected', () => {
  it('waits for the person, and is told only what the person chose', async () => {
    const asked = pages.handlers.getPublicKey(pages.caller());
    const view = await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' });
    expect(view).toMatchObject({ type: 'connect', suggested: ada, origin: SITE });
    expect(await asked).toBe(bob);
    expect(worker.store.state.sites[SITE]).toMatchObject({ pubkey: bob, told: bob });
    expect(pages.identity.isConnected({ origin: SITE }, ada)).toBe(false);
    expect(worker.store.state.rules.map(({ method }) => method)).toEqual(['connect']);
  });

  it('hears a no, and asks again the next time', async () => {
    const asked = outcome(pages.handlers.getPublicKey(pages.caller()));
    await pages.answer({ answer: 'reject' });
    expect(await asked).toBe('denied');
    const again = pages.handlers.getPublicKey(pages.caller());
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'identity', scope: 'site' });
    expect(await again).toBe(ada);
  });

  it('that the person disconnected does not come back by an earlier yes', async () => {
    const asked = pages.handlers.getPublicKey(pages.caller());
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'identity', scope: 'site' });
    await asked;
    await worker.store.change((draft) => disconnect(draft, SITE));
    const again = outcome(pages.handlers.getPublicKey(pages.caller()));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ type: 'connect' });
    expect(await again).toBe('denied');
  });

  it('is asked about once, however many calls wait', async () => {
    const calls = [1, 2, 3].map(async () => pages.handlers.getPublicKey(pages.caller()));
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'identity', scope: 'site' });
    expect(await Promise.all(calls)).toEqual([ada, ada, ada]);
    expect(pages.prompts.views).toEqual([]);
  });

  it('gets an account for its tab alone, if so chosen', async () => {
    const asked = pages.handlers.getPublicKey(pages.caller());
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'tab' });
    expect(await asked).toBe(bob);
    expect(pages.identity.accountOf({ tabId: 1, origin: SITE })).toEqual({ pubkey: bob, reason: 'tab' });
    expect(pages.identity.accountOf({ tabId: 2, origin: SITE })).toEqual({ pubkey: ada, reason: 'current' });
  });

  it('is held while there is no account', async () => {
    await worker.sessions.logoutAll();
    const asked = outcome(pages.handlers.getPublicKey(pages.caller()));
    expect(pages.prompts.pending).toHaveLength(1);
    expect(pages.prompts.views).toEqual([]);
    await worker.sessions.add([newAccountOf('eve')]);
    pages.prompts.release();
    await pages.answer({ answer: 'connect', pubkey: eve, allow: 'identity', scope: 'site' });
    expect(await asked).toBe(eve);
  });

  it('learns nothing without asking', async () => {
    const { handlers } = pages;
    expect(await handlers.isEnabled(pages.caller())).toBe(false);
    expect(await handlers.getRelays(pages.caller())).toEqual({});
    expect(await handlers.checkIn(pages.caller(), true)).toEqual({ pubkey: null, changed: false });
    expect(pages.prompts.pending).toEqual([]);
  });
});

describe('a page that is connected', () => {
  it('is told at once who the person is, on this origin only', async () => {
    await tellOf(ada);
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    for (const origin of ['https://a.example:8443', 'https://a.example.', 'https://b.example']) {
      expect(pages.identity.isConnected({ origin }, ada)).toBe(false);
    }
  });

  it('is not told another account after a switch', async () => {
    await tellOf(ada);
    await pages.handlers.getPublicKey(pages.caller());
    await worker.sessions.switch(bob);
    expect(await pages.handlers.checkIn(pages.caller(), true)).toEqual({ pubkey: null, changed: true });
    expect(pages.identity.believedBy({ tabId: 1, origin: SITE })).toBe(ada);
  });

  it('hears of a switch to an account that it may know', async () => {
    await tellOf(ada);
    await tellOf(bob);
    await pages.handlers.getPublicKey(pages.caller());
    await worker.sessions.switch(bob);
    expect(await pages.handlers.checkIn(pages.caller(), false)).toEqual({ pubkey: bob, changed: true });
    expect(pages.identity.believedBy({ tabId: 1, origin: SITE })).toBe(ada);
    expect(await pages.handlers.checkIn(pages.caller(), true)).toEqual({ pubkey: bob, changed: true });
    expect(pages.identity.believedBy({ tabId: 1, origin: SITE })).toBe(bob);
  });
});

describe('a page that names an account itself', () => {
  const expectAs = (pubkey: string) =>
    pages.identity.expect(pages.caller(), pubkey).then(
      (session) => session.pubkey,
      (error: unknown) => (error as Error).message,
    );

  it('acts as that one when it is held and connected', async () => {
    await tellOf(bob);
    expect(await expectAs(bob)).toBe(bob);
  });

  it('cannot find out whether an account is held', async () => {
    const [held, unknown] = [await expectAs(bob), await expectAs(eve)];
    expect(held).toBe('this page may not act as the account that it names');
    expect(unknown).toBe(held);
    expect(pages.prompts.pending).toEqual([]);
  });

  it('cannot act as an account that was logged out, nor as one that another origin knows', async () => {
    await tellOf(bob, 'https://b.example');
    expect(await expectAs(bob)).toContain('may not act');
    await tellOf(bob);
    await worker.sessions.logout(bob);
    expect(await expectAs(bob)).toContain('may not act');
  });
});
