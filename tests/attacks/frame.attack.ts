/** A frame in a page: taken over, it speaks to the worker as the content script of that frame would. */
import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { expect, type Arena } from './arena';
import { attack } from './attack';

const { alice } = people;

const TOP_ALONE = {
  file: 'lib/requests/caller.ts',
  says: 'if (frameId !== 0 || !tab ',
  without: 'if (!tab ',
};

const NO_SCRIPT = {
  file: 'lib/appearance/scripts.ts',
  says: "runAt: 'document_start' as const,",
  without: "runAt: 'document_start' as const, allFrames: true, matchOriginAsFallback: true,",
};

/** The part of Chromium's interface that is used in a page of Facet below. */
declare const chrome: {
  runtime: { sendMessage(message: object): Promise<unknown> };
  tabs: { query(which: object): Promise<{ id: number; url?: string }[]> };
  scripting: {
    executeScript(injection: object): Promise<{ result: unknown }[]>;
  };
};

/** A page of the site with a frame at this address in it. */
async function visitFraming({ site }: Arena, address: string): Promise<Page> {
  const page = await site.visit(`/frame?${encodeURIComponent(address)}`);
  await expect.poll(() => page.frames().length).toBe(2);
  await page.frames()[1]?.waitForLoadState();
  return page;
}

/** What the worker answers to a message out of the isolated world of this page's frame, or of the page itself. */
async function say(
  { facet, site }: Arena,
  message: object,
  from: 'frame' | 'page' = 'frame',
): Promise<unknown> {
  const own = await facet.open('manifest.json');
  const whole = { facet: 'page', id: 'x', documentId: 'y', askedAt: 0, args: [], ...message };
  const said = await own.evaluate(
    async ([origin, sent, who]) => {
      const tabs = await chrome.tabs.query({});
      const results = await chrome.scripting.executeScript({
        target: { tabId: tabs.find(({ url }) => url?.startsWith(origin))?.id, allFrames: true },
        args: [sent, who],
        func: (each: object, by: string) =>
          (self === top) === (by === 'page') ? chrome.runtime.sendMessage(each) : 'another',
      });
      return results.map(({ result }) => result).filter((result) => result !== 'another');
    },
    [site.origin, whole, from] as const,
  );
  await own.close();
  expect(said).toHaveLength(1);
  return said[0];
}

const REFUSED = { error: { code: 'unsupported' } };

attack('a frame of a website that is connected hears who the person is', TOP_ALONE, async (arena) => {
  await arena.site.connect();
  await visitFraming(arena, `${arena.site.origin}/`);
  expect(await say(arena, { method: 'getPublicKey' })).toMatchObject(REFUSED);
});

attack('a frame of a connected website inside a stranger’s page hears it', TOP_ALONE, async (arena) => {
  await arena.other.connect();
  await visitFraming(arena, `${arena.other.origin}/`);
  expect(await say(arena, { method: 'getPublicKey' })).toMatchObject(REFUSED);
});

attack('an empty frame has what its page may ask', TOP_ALONE, async (arena) => {
  await arena.site.connect();
  await visitFraming(arena, 'about:blank');
  expect(await say(arena, { method: 'getPublicKey' })).toMatchObject(REFUSED);
});

attack('a frame signs by a rule of its page', TOP_ALONE, async (arena) => {
  await arena.site.connect();
  await arena.site.allow({ method: 'signEvent', kind: 1 });
  await visitFraming(arena, `${arena.site.origin}/`);
  expect(await say(arena, { method: 'signEvent', args: [{ kind: 1 }] })).toMatchObject(REFUSED);
});

attack('a frame that nobody let in has the person asked', TOP_ALONE, async (arena) => {
  await visitFraming(arena, `${arena.other.origin}/`);
  let settled = false;
  const said = say(arena, { method: 'getPublicKey' }).finally(() => (settled = true));
  // such a prompt goes again as soon as the page itself speaks
  const prompts: string[] = [];
  const look = async () => {
    prompts.push(...(await arena.facet.ui.getPrompts()).map(({ type }) => type));
    return settled || prompts.length > 0;
  };
  await expect.poll(look, { intervals: [1] }).toBe(true);
  expect(prompts).toEqual([]);
  expect(await said).toMatchObject(REFUSED);
});

attack('a frame takes back what its page has asked', TOP_ALONE, async (arena) => {
  await visitFraming(arena, `${arena.site.origin}/`);
  const call = { id: 'the same', method: 'getPublicKey' };
  const prompt = await arena.asked(() => say(arena, call, 'page'));
  await say(arena, { facet: 'cancel', id: 'the same' });
  await say(arena, { method: 'isEnabled' }); // what came before has been heard by then
  expect((await arena.facet.ui.getPrompts()).map(({ id }) => id)).toContain(prompt.id);
});

attack('a frame has the links that it makes opened', TOP_ALONE, async (arena) => {
  await visitFraming(arena, `${arena.other.origin}/`);
  const before = arena.facet.context.pages().length;
  expect(await say(arena, { method: 'openLink', args: [`nostr:${alice.npub}`] })).toMatchObject(REFUSED);
  expect(arena.facet.context.pages().length).toBe(before);
});

for (const [whose, toAddress] of [
  ['of the page itself', ({ site }: Arena) => `${site.origin}/`],
  ['of another website', ({ other }: Arena) => `${other.origin}/`],
  ['that is empty', () => 'about:blank'],
] as const) {
  attack(`a frame ${whose} has a window.nostr of its own`, NO_SCRIPT, async (arena) => {
    const page = await visitFraming(arena, toAddress(arena));
    expect(await page.evaluate(() => 'nostr' in window)).toBe(true);
    expect(await page.frames()[1]?.evaluate(() => 'nostr' in window)).toBe(false);
  });
}
