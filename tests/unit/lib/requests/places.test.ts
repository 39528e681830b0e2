/** One origin in several places: tabs, Firefox containers. Each has its own account and its own belief. */
import { beforeEach, describe, expect, it } from 'vitest';
import { allow, connect, disconnect } from '#lib/permissions/permissions';
import type { State } from '#lib/storage/state';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const NOTE = { kind: 1, content: '', tags: [] };
const container = 'firefox-container-3';
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => {
    for (const pubkey of [ada, bob]) connect(draft, SITE, pubkey, 0);
  });
});

const notes = (draft: State) => {
  for (const pubkey of [ada, bob]) {
    draft.rules.push({
      id: `notes ${pubkey}`,
      origin: SITE,
      pubkey,
      method: 'signEvent',
      kind: 1,
      effect: 'allow',
      createdAt: 0,
    });
  }
};

describe('a tab with a choice of its own', () => {
  it('leaves what the other pages of its origin believe as it is', async () => {
    const first = pages.caller();
    const second = pages.caller({ tabId: 2, documentId: 'd2' });
    await pages.handlers.getPublicKey(first);
    pages.tabs.see(second);
    pages.tabs.choose(2, bob);
    expect(await pages.handlers.getPublicKey(second)).toBe(bob);
    expect(pages.identity.believedBy(first)).toBe(ada);
    expect(worker.store.state.sites[SITE]).toMatchObject({ told: ada, toldInTabs: [bob] });
  });

  it('may come back without the choice: then a page that believes in it is put to the person', async () => {
    await worker.store.change(notes);
    await pages.handlers.getPublicKey(pages.caller());
    const second = pages.caller({ tabId: 2, documentId: 'd2' });
    pages.tabs.see(second);
    pages.tabs.choose(2, bob);
    await pages.handlers.getPublicKey(second);

    // the browser was restarted: another tab id, another document, no choice
    const restored = () => pages.caller({ tabId: 9, documentId: 'd9' });
    const signed = pages.handlers.signEvent(restored(), NOTE);
    const view = await pages.answer({ ...ALLOW, as: 'told' });
    expect(view).toMatchObject({ type: 'sign', pubkey: ada, told: bob });
    expect(await signed).toMatchObject({ pubkey: bob });

    // asking is hearing
    expect(await pages.handlers.getPublicKey(restored())).toBe(ada);
    expect(await pages.handlers.signEvent(restored(), NOTE)).toMatchObject({ pubkey: ada });
    expect(pages.prompts.views).toEqual([]);
  });

  it('is forgotten by the origin when the person decides for the site', async () => {
    await worker.store.change(notes);
    pages.tabs.see(pages.caller());
    pages.tabs.choose(1, bob);
    await pages.handlers.getPublicKey(pages.caller());
    pages.tabs.forget(1);
    const restored = pages.caller({ tabId: 9, documentId: 'd9' });
    const signed = pages.handlers.signEvent(restored, NOTE);
    await pages.answer({ ...ALLOW, pin: true });
    expect(await signed).toMatchObject({ pubkey: ada });
    expect(pages.identity.believedBy(pages.caller({ tabId: 10, documentId: 'd10' }))).toBe(ada);
  });

  it('is not forgotten while it is open, as it may be copied or come back', async () => {
    await worker.store.change(notes);
    pages.tabs.see(pages.caller());
    pages.tabs.choose(1, bob);
    await pages.handlers.getPublicKey(pages.caller());
    const signed = pages.handlers.signEvent(pages.caller({ tabId: 9, documentId: 'd9' }), NOTE);
    await pages.answer({ ...ALLOW, pin: true });
    await signed;
    expect(pages.identity.believedBy(pages.caller({ tabId: 10, documentId: 'd10' }))).toBe(bob);
  });

  it('ends when the person picks another account for the site', async () => {
    await worker.store.change((draft) => disconnect(draft, SITE));
    pages.tabs.see(pages.caller());
    pages.tabs.choose(1, ada);
    const asked = pages.handlers.getPublicKey(pages.caller());
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' });
    expect(await asked).toBe(bob);
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(bob);
    expect(pages.prompts.views).toEqual([]);
  });
});

it('a document that was left while it was answered has told its successor nothing', async () => {
  const left = pages.caller();
  await pages.handlers.getPublicKey(left);
  pages.tabs.see(pages.caller({ documentId: 'd2' }));
  await pages.identity.tell(left, bob);
  expect(pages.identity.believedBy(pages.caller({ documentId: 'd2' }))).toBe(ada);
  expect(worker.store.state.sites[SITE]?.told).toBe(ada);
});

/** A login in sessionStorage: each tab keeps its own, over a reload and when it comes back from another site. */
describe('a page that keeps its login in its tab', () => {
  const other = (change: object = {}) => pages.caller({ tabId: 2, documentId: 'd2', ...change });
  const pin = (pubkey: string) =>
    worker.store.change((draft) => {
      (draft.sites[SITE] ??= { usedAt: 0 }).pubkey = pubkey;
    });
  const expectAsked = async (change: object) => {
    const signed = outcome(pages.handlers.signEvent(pages.caller(change), NOTE));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ pubkey: bob, told: ada });
    expect(await signed).toBe('denied');
  };

  /** Both tabs were told Ada; then the site became Bob, and only the second heard it. */
  beforeEach(async () => {
    await worker.store.change(notes);
    for (const page of [pages.caller(), other()]) await pages.handlers.getPublicKey(page);
    await pin(bob);
    expect(await pages.handlers.getPublicKey(other())).toBe(bob);
  });

  it('is put to the person after its reload, though its site was told another account since', async () => {
    await expectAsked({ documentId: 'd1b' });
    await expectAsked({ documentId: 'd1c' });
    expect(await pages.handlers.signEvent(other(), NOTE)).toMatchObject({ pubkey: bob });
  });

  it('is put to the person when it comes back from another site', async () => {
    pages.tabs.see(pages.caller({ origin: 'https://b.example', documentId: 'd3' }));
    await expectAsked({ documentId: 'd4' });
  });

  it('is put to the person when it is restored in a tab that Facet does not know', async () => {
    await expectAsked({ tabId: 9, documentId: 'd9' });
    await worker.sessions.logout(ada);
    await expectAsked({ tabId: 10, documentId: 'd10' });
  });

  it('is not asked about once it has asked, nor where all other tabs hear changes by themselves', async () => {
    expect(await pages.handlers.getPublicKey(pages.caller({ documentId: 'd1b' }))).toBe(bob);
    expect(await pages.handlers.signEvent(pages.caller({ documentId: 'd1b' }), NOTE)).toMatchObject({
      pubkey: bob,
    });
    await pin(ada);
    pages.tabs.listen(1, true);
    expect(await pages.handlers.getPublicKey(other())).toBe(ada);
    expect(worker.store.state.sites[SITE]?.toldInTabs).toEqual([ada]);
  });
});

describe('a call that waited while its page was told another account', () => {
  const late = (told: string) => pages.caller({ told });
  beforeEach(async () => {
    await worker.store.change(notes);
    await pages.handlers.getPublicKey(pages.caller());
    pages.tabs.choose(1, bob);
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(bob);
  });

  it('is put to the person, as it was made by a page that meant the one before', async () => {
    const signed = pages.handlers.signEvent(late(ada), NOTE);
    expect(await pages.answer({ ...ALLOW, as: 'told' })).toMatchObject({ pubkey: bob, told: ada });
    expect(await signed).toMatchObject({ pubkey: ada });
    expect(await pages.handlers.signEvent(late(bob), NOTE)).toMatchObject({ pubkey: bob });
  });

  it('is signed unasked once the person has said whom its page means, until that is told another', async () => {
    const signed = pages.handlers.signEvent(late(ada), NOTE);
    await pages.answer({ ...ALLOW, as: 'account', pin: true });
    expect(await signed).toMatchObject({ pubkey: bob });
    expect(await pages.handlers.signEvent(late(ada), NOTE)).toMatchObject({ pubkey: bob });

    pages.tabs.choose(1, ada);
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    pages.tabs.choose(1, bob);
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(bob);
    const again = pages.handlers.signEvent(late(ada), NOTE);
    expect(await pages.answer({ ...ALLOW, as: 'told' })).toMatchObject({ pubkey: bob, told: ada });
    expect(await again).toMatchObject({ pubkey: ada });
  });

  it('is put to the person, as its document meant whom its site was told before, when it had heard of nobody', async () => {
    const restored = (change: object = {}) => pages.caller({ documentId: 'd2', ...change });
    const early = () => restored({ told: undefined });
    // the site was told Ada and Bob; what comes back may believe either
    pages.tabs.see(early());
    await pages.handlers.checkIn(restored(), true);
    expect(await pages.handlers.getPublicKey(restored())).toBe(bob);
    const signed = pages.handlers.signEvent(early(), NOTE);
    expect(await pages.answer({ ...ALLOW, as: 'told' })).toMatchObject({ pubkey: bob, told: ada });
    expect(await signed).toMatchObject({ pubkey: ada });
    // and from then on it means whom it has heard of
    expect(await pages.handlers.signEvent(restored(), NOTE)).toMatchObject({ pubkey: bob });
    const pinned = pages.handlers.signEvent(early(), NOTE);
    await pages.answer({ ...ALLOW, pin: true });
    expect(await pinned).toMatchObject({ pubkey: bob });
    expect(await pages.handlers.signEvent(early(), NOTE)).toMatchObject({ pubkey: bob });
  });

  it('is signed unasked when its document had heard of nobody, and nobody was told another', async () => {
    const first = { origin: 'https://new.example', tabId: 5, documentId: 'd5' };
    await worker.store.change((draft) => {
      const about = { origin: first.origin, pubkey: ada } as const;
      connect(draft, first.origin, ada, Date.now());
      allow(draft, { ...about, method: 'signEvent', kind: 1 }, 'always', Date.now());
    });
    const early = pages.caller(first);
    await pages.handlers.getPublicKey(pages.caller(first));
    expect(await pages.handlers.signEvent(early, NOTE)).toMatchObject({ pubkey: ada });
    expect(pages.prompts.views).toEqual([]);
  });

  it('is refused, and brings nobody up, where the page may not know whom it names', async () => {
    const eve = pubkeyOf('eve');
    expect(await outcome(pages.handlers.signEvent(late(eve), NOTE))).toBe('denied');
    await worker.sessions.add([newAccountOf('eve')]);
    expect(await outcome(pages.handlers.signEvent(late(eve), NOTE))).toBe('denied');
    expect(pages.prompts.views).toEqual([]);
  });
});

describe('a Firefox container', () => {
  const inside = () => pages.caller({ tabId: 2, documentId: 'd2', container });

  it('has its own account and its own belief', async () => {
    await worker.store.change((draft) => {
      draft.containers = { [container]: { pubkey: bob, beliefs: {} } };
    });
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    expect(await pages.handlers.getPublicKey(inside())).toBe(bob);
    expect(pages.identity.accountOf(inside())).toEqual({ pubkey: bob, reason: 'container' });
    expect(pages.identity.believedBy(pages.caller())).toBe(ada);
    expect(pages.identity.believedBy(inside())).toBe(bob);
    expect(worker.store.state.containers?.[container]?.beliefs[SITE]).toEqual({ told: bob });
    await worker.store.change((draft) => disconnect(draft, SITE));
    expect(worker.store.state.containers?.[container]?.beliefs).toEqual({});
  });

  it('is what an answer for the site counts in, where it has an account of its own', async () => {
    await worker.store.change((draft) => {
      draft.containers = { [container]: { pubkey: ada, beliefs: {} } };
    });
    await pages.handlers.getPublicKey(inside());
    await worker.store.change((draft) => {
      (draft.containers ?? {})[container]!.pubkey = bob;
    });
    const signed = pages.handlers.signEvent(inside(), NOTE);
    expect(await pages.answer({ ...ALLOW, as: 'told', pin: true })).toMatchObject({ pubkey: bob, told: ada });
    expect(await signed).toMatchObject({ pubkey: ada });
    expect(pages.identity.accountOf(inside())).toEqual({ pubkey: ada, reason: 'container' });
    expect(worker.store.state.sites[SITE]).not.toHaveProperty('pubkey');
  });

  it('falls back to the site when its account is logged out, and the page is put to the person', async () => {
    await worker.store.change((draft) => {
      draft.containers = { [container]: { pubkey: bob, beliefs: {} } };
      notes(draft);
    });
    await pages.handlers.getPublicKey(inside());
    await worker.sessions.logout(bob);
    expect(worker.store.state.containers?.[container]).not.toHaveProperty('pubkey');
    expect(pages.identity.accountOf(inside())).toEqual({ pubkey: ada, reason: 'current' });
    const signed = outcome(pages.handlers.signEvent(inside(), NOTE));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ pubkey: ada, told: bob });
    expect(await signed).toBe('denied');
  });
});
