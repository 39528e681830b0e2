/** The person cuts a site off while a signer takes its time: what it gives then reaches no page. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { block } from '#lib/permissions/blocks';
import { allow, connect, disconnect } from '#lib/permissions/permissions';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
const NOTE = { kind: 1, tags: [], content: '', created_at: 5 };
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => {
    const rule = { origin: SITE, pubkey: ada };
    connect(draft, SITE, ada, 0);
    allow(draft, { ...rule, method: 'signEvent', kind: 1 }, 'hour', Date.now());
    allow(draft, { ...rule, method: 'nip44.encrypt', peer: ada }, 'hour', Date.now());
  });
});

/** The signer of Ada, which gives nothing before it is let. */
function slowly(): { asked: () => Promise<void>; let: () => void } {
  const { signer } = worker.sessions.expect(ada);
  const held = Promise.withResolvers<undefined>();
  const [sign, encrypt] = [signer.signEvent.bind(signer), signer.nip44.encrypt.bind(signer.nip44)];
  const spies = [
    vi.spyOn(signer, 'signEvent').mockImplementation((event) => held.promise.then(() => sign(event))),
    vi
      .spyOn(signer.nip44, 'encrypt')
      .mockImplementation((peer, text) => held.promise.then(() => encrypt(peer, text))),
  ];
  return {
    asked: () => vi.waitFor(() => expect(spies.flatMap(({ mock }): unknown[] => mock.calls)).toHaveLength(1)),
    let: () => held.resolve(undefined),
  };
}

const CALLS = {
  signature: () => pages.handlers.signEvent(pages.caller(), NOTE),
  ciphertext: () => pages.handlers['nip44.encrypt'](pages.caller(), ada, 'hello', undefined),
};

describe.each(['signature', 'ciphertext'] as const)('a %s that takes its time', (what) => {
  it('reaches a page that may still have it', async () => {
    const signer = slowly();
    const result = outcome(CALLS[what]());
    await signer.asked();
    signer.let();
    expect(await result).not.toBe('denied');
  });

  it.each([
    ['was blocked', (now: number) => worker.store.change((draft) => block(draft, SITE, undefined, now))],
    ['was disconnected', () => worker.store.change((draft) => disconnect(draft, SITE))],
  ])('does not reach a site that %s meanwhile, and leaves no copy', async (_what, cut) => {
    const keep = vi.spyOn(pages.replacing, 'keep');
    const signer = slowly();
    const result = outcome(CALLS[what]());
    await signer.asked();
    await cut(Date.now());
    signer.let();
    expect(await result).toBe('denied');
    expect(keep).not.toHaveBeenCalled();
  });
});
