import { finalizeEvent } from 'nostr-tools/pure';
import * as nip44 from 'nostr-tools/nip44';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#lib/permissions/permissions';
import { createPeek } from '#lib/requests/peek';
import { newAccountOf, pubkeyOf, secretOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob, eve] = ['ada', 'bob', 'eve'].map(pubkeyOf) as [string, string, string];
let worker: Worker;
let pages: Pages;
let peek: ReturnType<typeof createPeek>;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
  pages = openPages(worker);
  peek = createPeek({ ...worker, prompts: pages.prompts });
});

const encrypt = (text: string, from: string, to = ada) =>
  nip44.encrypt(text, nip44.getConversationKey(secretOf(from), to));
const read = (text: string, peer = bob) =>
  outcome(pages.handlers['nip44.decrypt'](pages.caller(), peer, text, undefined));
const wrap = (author: string, signer: string) => {
  const rumor = { kind: 14, pubkey: pubkeyOf(author), content: 'hello', tags: [], created_at: 5 };
  const content = encrypt(JSON.stringify(rumor), signer);
  const seal = finalizeEvent({ kind: 13, content, tags: [], created_at: 5 }, secretOf(signer));
  return encrypt(JSON.stringify(seal), 'eve');
};

describe('a look at a message', () => {
  it('shows what it says, leaves the request waiting, and a no gives the site nothing', async () => {
    const asked = read(encrypt('hello', 'bob'));
    const view = await pages.look();
    expect(await peek([view])).toEqual([{ id: view.id, plaintext: { type: 'text', text: 'hello' } }]);
    expect(JSON.stringify(pages.prompts.views)).not.toContain('hello');
    await pages.answer({ answer: 'reject' });
    expect(await asked).toBe('denied');
  });

  it('opens a gift wrap to what is in its seal', async () => {
    void read(wrap('bob', 'bob'), eve);
    expect((await peek([await pages.look()]))[0]?.plaintext).toMatchObject({
      kind: 14,
      pubkey: bob,
      content: 'hello',
    });
  });

  it('leaves a seal closed whose inside claims another author', async () => {
    void read(wrap('ada', 'bob'), eve);
    expect((await peek([await pages.look()]))[0]?.plaintext).toMatchObject({ kind: 13, pubkey: bob });
  });

  it('says so where there is nothing to be read', async () => {
    void read('damaged');
    const view = await pages.look();
    expect(await peek([view])).toEqual([{ id: view.id }]);
  });

  it('needs the password of an account that always asks it', async () => {
    await worker.store.change((draft) => {
      for (const account of draft.accounts) account.stepUp = true;
    });
    void read(encrypt('hello', 'bob'));
    const view = await pages.look();
    expect(await outcome(peek([view]))).toBe('denied');
    expect(await peek([view], PASSWORD)).toHaveLength(1);
  });

  it('is refused for what was not shown, and for what is no decryption', async () => {
    void read(encrypt('hello', 'bob'));
    const view = await pages.look();
    expect(await outcome(peek([{ ...view, digest: '0' }]))).toBe('invalid');
    await pages.answer({ answer: 'reject' });
    void outcome(pages.handlers['nip44.encrypt'](pages.caller(), bob, 'hello', undefined));
    expect(await outcome(peek([await pages.look()]))).toBe('invalid');
  });
});
