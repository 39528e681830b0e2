import { verifyEvent } from 'nostr-tools/pure';
import * as nip44 from 'nostr-tools/nip44';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, connect } from '#lib/permissions/permissions';
import type { PageCaller } from '#lib/requests/caller';
import { fresh, newAccountOf, pubkeyOf, secretOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => {
    for (const pubkey of [ada, bob]) connect(draft, SITE, pubkey, Date.now());
  });
});

const note = { kind: 1, tags: [], content: 'hello', created_at: 5 };
const sign = (draft: object = {}, caller: PageCaller = pages.caller()) =>
  Promise.resolve(pages.handlers.signEvent(caller, { ...note, ...draft }));
const remember = (pubkey: string, kind = 1) =>
  worker.store.change((draft) =>
    allow(draft, { pubkey, origin: SITE, method: 'signEvent', kind }, 'always', Date.now()),
  );

describe('signing', () => {
  it('is put to the person, and signs exactly what was shown', async () => {
    const asked = sign();
    const view = await pages.answer(ALLOW);
    expect(view).toMatchObject({ type: 'sign', pubkey: ada, event: note });
    const signed = fresh(await asked);
    expect(signed).toMatchObject({ ...note, pubkey: ada });
    expect(verifyEvent(signed)).toBe(true);
    expect(worker.store.state.rules.every(({ method }) => method === 'connect')).toBe(true);
  });

  it('rejected once is rejected for that call alone', async () => {
    const asked = outcome(sign());
    await pages.answer({ answer: 'reject' });
    expect(await asked).toBe('denied');
    const again = sign();
    await pages.answer(ALLOW);
    expect((await again).pubkey).toBe(ada);
  });

  it('needs no prompt where a rule allows it, and never one where a rule denies it', async () => {
    await remember(ada);
    expect((await sign()).content).toBe('hello');
    await worker.store.change((draft) => {
      const about = { pubkey: ada, origin: SITE, method: 'signEvent', kind: 1 } as const;
      draft.rules.push({ id: 'no', ...about, effect: 'deny', createdAt: 0 });
    });
    expect(await outcome(sign())).toBe('denied');
    expect(pages.prompts.pending).toEqual([]);
  });

  it('is refused before any prompt where the event must not even be asked about', async () => {
    expect(await outcome(sign({ kind: 22_242 }))).toBe('invalid');
    expect(pages.prompts.pending).toEqual([]);
  });

  it('takes the time of the call where the page leaves it open, also when it is asked again', async () => {
    const asked = Promise.resolve(
      pages.handlers.signEvent(pages.caller(), { kind: 1, tags: [], content: '' }),
    );
    await pages.answer(ALLOW);
    expect((await asked).created_at).toBe(1_000);
  });

  it('remembered answers the others that wait with the same question, and no other', async () => {
    const same = [sign({ content: 'one' }), sign({ content: 'two' })];
    const other = outcome(sign({ kind: 7 }));
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(3));
    await pages.answer({ ...ALLOW, remember: 'hour' });
    expect((await Promise.all(same)).map(({ content }) => content)).toEqual(['one', 'two']);
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(1));
    await pages.answer({ answer: 'reject' });
    expect(await other).toBe('denied');
  });

  it('ends with a reload where the person wants that', async () => {
    const asked = outcome(sign());
    await pages.answer({ answer: 'reload' });
    expect(await asked).toBe('denied');
    expect(pages.reloadTab).toHaveBeenCalledExactlyOnceWith(1);
  });
});

describe('a page that believes it is somebody else', () => {
  beforeEach(async () => {
    pages.tabs.see(pages.caller());
    await pages.identity.tell(pages.caller(), ada);
    await worker.sessions.switch(bob);
  });

  it('is always put to the person, whatever rules there are', async () => {
    await remember(ada);
    await remember(bob);
    const asked = outcome(sign());
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ pubkey: bob, told: ada });
    expect(await asked).toBe('denied');
  });

  it('stays so in a new document of the same origin', async () => {
    await remember(bob);
    const asked = outcome(sign({}, pages.caller({ documentId: 'd2' })));
    expect(await pages.answer({ answer: 'reject' })).toMatchObject({ told: ada });
    expect(await asked).toBe('denied');
  });

  it('is not answered by a rule that another answer makes', async () => {
    const doubtful = outcome(sign());
    const named = sign({ pubkey: bob });
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    const view = pages.prompts.views.find((each) => each.type === 'sign' && each.told === undefined);
    await pages.prompts.answer(view?.id ?? '', view?.digest ?? '', { ...ALLOW, remember: 'always' });
    expect((await named).pubkey).toBe(bob);
    expect(pages.prompts.views).toMatchObject([{ told: ada }]);
    await pages.answer({ answer: 'reject' });
    expect(await doubtful).toBe('denied');
  });

  it('signs as the one it was told, once', async () => {
    const asked = sign();
    await pages.answer({ ...ALLOW, as: 'told' });
    expect((await asked).pubkey).toBe(ada);
    expect(pages.identity.accountOf({ tabId: 1, origin: SITE }).pubkey).toBe(bob);
    expect(worker.store.state.sites[SITE]).not.toHaveProperty('pubkey');
  });

  it.each([
    ['told', ada],
    ['account', bob],
  ] as const)('signs as %s from now on when that is pinned', async (as, pubkey) => {
    const asked = sign();
    await pages.answer({ ...ALLOW, as, pin: true });
    expect((await asked).pubkey).toBe(pubkey);
    expect(worker.store.state.sites[SITE]).toMatchObject({ pubkey, told: pubkey });
    expect(pages.identity.believedBy({ tabId: 1, origin: SITE })).toBe(pubkey);
  });

  it('is taken at its word when the draft names its author', async () => {
    await remember(ada);
    expect((await sign({ pubkey: ada })).pubkey).toBe(ada);
  });
});

describe('decrypting', () => {
  const key = nip44.getConversationKey(secretOf('eve'), ada);
  const eve = pubkeyOf('eve');
  const decrypt = (text: string, caller = pages.caller()) =>
    Promise.resolve(pages.handlers['nip44.decrypt'](caller, eve, text, undefined));

  it('shows no text before it is allowed', async () => {
    const asked = decrypt(nip44.encrypt('secret', key));
    const view = await pages.answer(ALLOW);
    expect(view).toMatchObject({ type: 'cipher', method: 'nip44.decrypt', pubkey: ada, peer: eve });
    expect(view).not.toHaveProperty('plaintext');
    expect(await asked).toBe('secret');
  });

  it('allowed once is allowed for this one text, even under the name of the same call', async () => {
    const caller = pages.caller();
    const [one, other] = [nip44.encrypt('one', key), nip44.encrypt('two', key)];
    const asked = decrypt(one, caller);
    await pages.answer(ALLOW);
    expect(await asked).toBe('one');
    expect(await decrypt(one, caller)).toBe('one'); // asked again after the worker died
    const stolen = outcome(decrypt(other, caller));
    await pages.answer({ answer: 'reject' });
    expect(await stolen).toBe('denied');
  });

  it('shares no prompt with another text under the name of the same call', async () => {
    const caller = pages.caller();
    const asked = [
      outcome(decrypt(nip44.encrypt('one', key), caller)),
      outcome(decrypt(nip44.encrypt('two', key), caller)),
    ];
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    pages.prompts.cancel(() => true);
    expect(await Promise.all(asked)).toEqual(['disconnected', 'disconnected']);
  });
});
