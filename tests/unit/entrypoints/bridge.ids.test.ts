import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import bridge from '../../../entrypoints/bridge';
import type { PageCall } from '#lib/rpc/transports';

const DOCUMENTS = 4;

/** A call of one document; the worker may die under it before it is answered, which is done in order of `turn`. */
interface Call {
  document: number;
  turn: number;
  dies: boolean;
}

type Nostr = { signEvent(draft: object): Promise<unknown> };

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal('document', { prerendering: false, readyState: 'complete', visibilityState: 'visible' });
  vi.stubGlobal('requestIdleCallback', () => undefined);
});
afterEach(() => vi.unstubAllGlobals());

/** A page in a tab of its own: both worlds, joined by their port. */
async function openDocument(): Promise<Nostr> {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  bridge.main();
  const { createNostr } = await import('#lib/rpc/window-nostr');
  return createNostr().nostr as Nostr;
}

const call = fc.record<Call>({
  document: fc.nat(DOCUMENTS - 1),
  turn: fc.nat(1_000),
  dies: fc.boolean(),
});

it('no call has the id of another, in whatever document, and each gets its own answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 40 }), async (calls) => {
      const documents: Nostr[] = [];
      for (let each = 0; each < DOCUMENTS; each += 1) documents.push(await openDocument());
      const sent: { id: string; documentId: string; place: number }[] = [];
      const waiting: { turn: number; answer: () => void }[] = [];
      /** All that has come is answered in the order of its turns: hardly ever that in which it came. */
      const answerSoon = () =>
        setTimeout(() => {
          for (const { answer } of waiting.splice(0).sort((a, b) => a.turn - b.turn)) answer();
        });
      vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(((message: PageCall) => {
        const [{ place }] = message.args as [{ place: number }];
        const { turn, dies } = calls[place] as Call;
        const isFirst = sent.every((each) => each.place !== place);
        sent.push({ id: message.id, documentId: message.documentId, place });
        if (dies && isFirst) return Promise.reject(new Error('the worker died'));
        answerSoon();
        return new Promise((resolve) =>
          waiting.push({ turn, answer: () => resolve({ result: `signed ${place}` }) }),
        );
      }) as never);

      const answers = await Promise.all(
        calls.map(async ({ document }, place) => documents[document]?.signEvent({ place })),
      );

      expect(answers).toEqual(calls.map((_, place) => `signed ${place}`));
      expect(sent).toHaveLength(calls.length + calls.filter(({ dies }) => dies).length);
      const places = Map.groupBy(sent, ({ id }) => id);
      expect(places.size).toBe(calls.length);
      // asked again after a death it is the same call
      for (const repeats of places.values()) expect(new Set(repeats.map(({ place }) => place)).size).toBe(1);
      const named = new Set(sent.map(({ documentId }) => documentId));
      expect(named.size).toBe(new Set(calls.map(({ document }) => document)).size);
    }),
    { numRuns: 20 },
  );
});
