import { expect, it, vi } from 'vitest';
import { allow, connect } from '#lib/permissions/permissions';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, SITE } from '../../support/pages';
import { startOpenWorker } from '../../support/rooms';

const CALLS = 300;
const ada = pubkeyOf('ada');

it('hundreds of calls at once from three tabs are signed once each', async () => {
  const worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  await worker.store.change((draft) => {
    connect(draft, SITE, ada, Date.now());
    allow(draft, { origin: SITE, pubkey: ada, method: 'signEvent', kind: 1 }, 'always', Date.now());
  });
  const pages = openPages(worker);
  const signEvent = vi.spyOn(worker.sessions.expect(ada).signer, 'signEvent');

  const drafts = Array.from({ length: CALLS }, (_, call) => ({
    kind: 1,
    tags: [],
    content: `call ${call}`,
    created_at: 5,
  }));
  const signed = await Promise.all(
    drafts.map(async (draft, call) => {
      const tabId = 1 + (call % 3);
      return pages.handlers.signEvent(pages.caller({ tabId, documentId: `d${tabId}` }), draft);
    }),
  );

  expect(signed.map(({ content }) => content)).toEqual(drafts.map(({ content }) => content));
  expect(new Set(signed.map(({ id }) => id)).size).toBe(CALLS);
  expect(signEvent).toHaveBeenCalledTimes(CALLS);
});
