import { beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, connect } from '#lib/permissions/permissions';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const OTHER = 'https://b.example';
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
});

const connectBoth = () =>
  worker.store.change((draft) => {
    for (const pubkey of [ada, bob]) {
      connect(draft, SITE, pubkey, 0);
      allow(draft, { pubkey, origin: SITE, method: 'signEvent', kind: 1 }, 'always', 0);
    }
  });
const sign = async () =>
  pages.handlers.signEvent(pages.caller(), { kind: 1, tags: [], content: '', created_at: 5 });

describe('enable(), which tells no pubkey', () => {
  it('does not make the next draft be signed as somebody whom the page has never heard of', async () => {
    await connectBoth();
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    await worker.sessions.switch(bob);
    expect(await pages.handlers.enable(pages.caller())).toBe(true);
    const signed = sign();
    expect(await pages.look()).toMatchObject({ pubkey: bob, told: ada });
    await pages.answer({ ...ALLOW, as: 'told' });
    expect((await signed).pubkey).toBe(ada);
  });
});

describe('a tab that has gone on to another origin while the person answered', () => {
  it('does not carry the choice for the tab, or what was told, over to the new page', async () => {
    const asked = pages.handlers.getPublicKey(pages.caller());
    await pages.look();
    pages.tabs.see({ tabId: 1, origin: OTHER, documentId: 'd2' });
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'tab' });
    await asked;
    expect(pages.tabs.get(1)).toEqual({ origin: OTHER, documentId: 'd2' });
    expect(pages.identity.accountOf({ tabId: 1, origin: OTHER })).toEqual({ pubkey: ada, reason: 'current' });
    expect(pages.identity.believedBy({ tabId: 1, origin: OTHER })).toBeUndefined();
  });
});

describe('a choice for the whole site', () => {
  it('counts in a tab that had a choice of its own, so that the next call is not asked again', async () => {
    await connectBoth();
    await pages.handlers.getPublicKey(pages.caller());
    pages.tabs.choose(1, bob);
    const signed = sign();
    expect(await pages.answer({ ...ALLOW, as: 'told', pin: true })).toMatchObject({ told: ada });
    expect((await signed).pubkey).toBe(ada);
    await vi.waitFor(() => expect(pages.identity.accountOf({ tabId: 1, origin: SITE }).pubkey).toBe(ada));
    expect((await sign()).pubkey).toBe(ada);
    expect(pages.prompts.pending).toEqual([]);
  });
});
