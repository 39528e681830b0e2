import { beforeEach, describe, expect, it, vi } from 'vitest';
import { block } from '#lib/permissions/blocks';
import { connect } from '#lib/permissions/permissions';
import { blockOf, refuseBlocked } from '#lib/requests/blocked';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
  pages = openPages(worker);
});

const blocking = (isPrivate?: true) =>
  pages.choices.change(isPrivate ? { isPrivate } : {}, (draft) => block(draft, SITE, undefined, Date.now()));

describe('a blocked site', () => {
  it('hears no before its arguments are looked at, and may still say that it is there', async () => {
    const inner = vi.fn(() => Promise.resolve({ result: 1 }));
    const serve = refuseBlocked({ ...worker, choices: pages.choices }, inner);
    await blocking();
    for (const method of ['getPublicKey', 'signEvent', 'getRelays', 'isEnabled', 'nip44.decrypt']) {
      expect(await serve(pages.caller(), method, null)).toMatchObject({ error: { code: 'denied' } });
    }
    expect(inner).not.toHaveBeenCalled();
    expect(await serve(pages.caller(), 'arrive', [])).toEqual({ result: 1 });
    expect(await serve(pages.caller({ origin: 'https://b.example' }), 'getPublicKey', [])).toEqual({
      result: 1,
    });
  });

  it('leaves in its calls that it was blocked', async () => {
    const [early, late] = [pages.caller(), pages.caller()];
    await blocking();
    await refuseBlocked({ ...worker, choices: pages.choices }, vi.fn())(early, 'signEvent', []);
    await outcome(pages.handlers.getPublicKey(late));
    for (const { trace } of [early, late]) expect(trace).toEqual({ decided: { by: 'block' } });
  });

  it('is not told who the person is now', async () => {
    await blocking();
    expect(await pages.handlers.checkIn(pages.caller(), true)).toEqual({ pubkey: null, changed: false });
  });

  it('gets a no for what it asked before and what waits on its way', async () => {
    await blocking();
    expect(await outcome(pages.handlers.getPublicKey(pages.caller()))).toBe('denied');
  });

  it('stays blocked in private windows when a shorter block of other windows is over', async () => {
    await blocking(true);
    for (const until of [Date.now() - 1, Date.now() + 60_000]) {
      await pages.choices.change({}, (draft) => {
        draft.blocked = { [SITE]: { since: 0, until } };
      });
      expect(blockOf({ ...worker, choices: pages.choices }, pages.caller({ isPrivate: true }))).toEqual({
        since: expect.any(Number) as number,
      });
    }
  });

  it('is blocked in private windows as well, and not the other way round', async () => {
    await blocking(true);
    expect(await outcome(pages.handlers.getPublicKey(pages.caller({ isPrivate: true })))).toBe('denied');
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    expect(worker.store.state.blocked).toBeUndefined();
    await blocking();
    await pages.choices.forgetPrivate();
    expect(await outcome(pages.handlers.getPublicKey(pages.caller({ isPrivate: true })))).toBe('denied');
  });
});
