import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '#lib/permissions/permissions';
import { createCalls, type Calls } from '#lib/requests/calls';
import type { PageCaller } from '#lib/requests/caller';
import type { Reply } from '#lib/rpc/client';
import { MAX_REQUEST } from '#lib/rpc/page-port';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const ada = pubkeyOf('ada');
let worker: Worker;
let pages: Pages;
let calls: Calls;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  calls = createCalls(pages.prompts);
});

const note = { kind: 1, tags: [], content: 'hello', created_at: 5 };
const sign = (caller: PageCaller) =>
  calls.run(caller, [note], async () => ({ result: await pages.handlers.signEvent(caller, note) }));
/** A later call that goes all the way: what the earlier one still had to do is done by then. */
const passLaterCall = async () => {
  const later = outcome(sign(pages.caller()));
  await vi.waitFor(() => expect(pages.prompts.views).not.toEqual([]));
  expect(pages.prompts.views).toHaveLength(1);
  await pages.answer(ALLOW);
  expect(await later).toMatchObject({ result: { pubkey: ada } });
};

describe('a call that is taken back', () => {
  it('before its prompt was there leaves no prompt behind', async () => {
    await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
    const caller = pages.caller();
    const gone = outcome(sign(caller));
    calls.cancel(({ call }) => call === caller.call);
    expect(await gone).toBe('disconnected');
    await passLaterCall();
    expect(pages.prompts.pending).toEqual([]);
  });

  it('between its first prompt and its second does not get to the second', async () => {
    const caller = pages.caller();
    const gone = outcome(sign(caller));
    await pages.answer({ answer: 'connect', pubkey: ada, allow: 'identity', scope: 'site' });
    calls.cancel(({ call }) => call === caller.call);
    expect(await gone).toBe('disconnected');
    await passLaterCall();
    expect(pages.prompts.pending).toEqual([]);
  });

  it('takes no other call with it', async () => {
    await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
    const [gone, here] = [pages.caller(), pages.caller()];
    const both = [outcome(sign(gone)), outcome(sign(here))];
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    calls.cancel(({ call }) => call === gone.call);
    await pages.answer(ALLOW);
    expect(await both[0]).toBe('disconnected');
    expect(await both[1]).toMatchObject({ result: { pubkey: ada } });
  });
});

describe('a taken-over renderer', () => {
  const never = () => new Promise<Reply>(() => {});

  it('cannot have more calls on their way than two honest pages', async () => {
    for (let each = 0; each < 200; each += 1) void calls.run(pages.caller(), [], never);
    const serve = vi.fn(never);
    expect(await outcome(calls.run(pages.caller(), [], serve))).toBe('busy');
    expect(serve).not.toHaveBeenCalled();
    expect(await calls.run(pages.caller({ tabId: 2 }), [], () => Promise.resolve({ result: 1 }))).toEqual({
      result: 1,
    });
  });

  it('gets its places back as calls end, however they end', async () => {
    for (let each = 0; each < 300; each += 1) {
      await outcome(calls.run(pages.caller(), [], () => Promise.reject(new Error('no'))));
    }
    expect(await calls.run(pages.caller(), [], () => Promise.resolve({ result: 1 }))).toEqual({ result: 1 });
  });

  it('cannot have more text on its way than two honest pages', async () => {
    const whole = 'x'.repeat(MAX_REQUEST - 10);
    for (let each = 0; each < 16; each += 1) void calls.run(pages.caller(), [whole], never);
    expect(await outcome(calls.run(pages.caller(), [whole], never))).toBe('busy');
    expect(
      await calls.run(pages.caller({ tabId: 2 }), [whole], () => Promise.resolve({ result: 1 })),
    ).toEqual({
      result: 1,
    });
  });

  it('cannot send more than a request may have, however it is cut into pieces', async () => {
    const serve = vi.fn(never);
    const half = 'x'.repeat(MAX_REQUEST / 2);
    expect(await outcome(calls.run(pages.caller(), [[half], [half]], serve))).toBe('too-large');
    expect(await outcome(calls.run(pages.caller(), undefined, () => Promise.resolve({ result: 1 })))).toEqual(
      {
        result: 1,
      },
    );
    expect(serve).not.toHaveBeenCalled();
  });
});
