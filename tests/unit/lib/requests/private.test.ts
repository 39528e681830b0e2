/** A page in a private window: its own choices, rules and beliefs, forgotten with the last such window. */
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#lib/permissions/permissions';
import type { State } from '#lib/storage/state';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const NOTE = { kind: 1, content: '', tags: [] };
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

const notes = (draft: State, effect: 'allow' | 'deny') => {
  for (const pubkey of [ada, bob]) {
    draft.rules.push({
      id: pubkey,
      origin: SITE,
      pubkey,
      method: 'signEvent',
      kind: 1,
      effect,
      createdAt: 0,
    });
  }
};

describe('a private window', () => {
  const inside = () => pages.caller({ tabId: 2, documentId: 'd2', isPrivate: true });

  it('is told nothing because of what other windows allow', async () => {
    await pages.handlers.getPublicKey(pages.caller());
    expect(pages.identity.isConnected(pages.caller(), ada)).toBe(true);
    expect(pages.identity.isConnected(inside(), ada)).toBe(false);
    const asked = pages.handlers.getPublicKey(inside());
    const answer = { answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' } as const;
    expect(await pages.answer(answer)).toMatchObject({ type: 'connect', isPrivate: true });
    expect(await asked).toBe(bob);
  });

  it('keeps its choices and rules for itself, and they are forgotten with it', async () => {
    const before = structuredClone(worker.store.state);
    const asked = pages.handlers.getPublicKey(inside());
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'everyday', scope: 'site' });
    await asked;
    expect(await pages.handlers.signEvent(inside(), NOTE)).toMatchObject({ pubkey: bob });
    expect(worker.store.state).toEqual(before);
    expect(pages.identity.accountOf(pages.caller())).toMatchObject({ pubkey: ada });

    await pages.choices.forgetPrivate();
    expect(pages.identity.accountOf(inside())).toMatchObject({ pubkey: ada, reason: 'current' });
    expect(pages.identity.isConnected(inside(), bob)).toBe(false);
    expect(
      pages.identity.believedBy(pages.caller({ ...inside(), documentId: 'd3', tabId: 3 })),
    ).toBeUndefined();
  });

  it('survives the death of the worker, and no restart of the browser', async () => {
    const asked = pages.handlers.getPublicKey(inside());
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' });
    await asked;
    const next = openPages(worker);
    await next.choices.restore();
    expect(next.identity.accountOf(inside())).toMatchObject({ pubkey: bob, reason: 'site' });
  });

  it('falls back when the account that was made current in it is logged out', async () => {
    await pages.choices.change({ isPrivate: true }, (draft) => {
      draft.current = bob;
    });
    expect(pages.identity.accountOf(inside())).toMatchObject({ pubkey: bob });
    await worker.sessions.logout(bob);
    expect(pages.identity.accountOf(inside())).toMatchObject({ pubkey: ada, reason: 'current' });
  });

  it('is forgotten after a change that was still being saved', async () => {
    const changed = pages.choices.change({ isPrivate: true }, (draft) => {
      draft.current = bob;
    });
    await Promise.all([changed, pages.choices.forgetPrivate()]);
    expect(pages.choices.hasPrivate).toBe(false);
    const next = openPages(worker);
    await next.choices.restore();
    expect(next.choices.hasPrivate).toBe(false);
  });

  it('forbids what is forbidden elsewhere', async () => {
    await worker.store.change((draft) => {
      notes(draft, 'deny');
    });
    const asked = pages.handlers.getPublicKey(inside());
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'everyday', scope: 'site' });
    await asked;
    expect(await outcome(pages.handlers.signEvent(inside(), NOTE))).toBe('denied');
  });
});
