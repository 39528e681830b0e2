/**
 * A page that hears of every change, and never stops posting: some of its drafts cross the news on their way. In
 * each document the first news finds a page that had heard of nobody there, and the second one that had.
 */
import type { Event } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { startDemo } from '../../../scripts/demo/demo';
import { expect, test } from '../test';
import { connectAs, give, isNote, switchAt } from './person';

const { alice, ines } = people;
const DOCUMENTS = 8;

interface Feed {
  /** Whom the page believes to be; kept over reloads, as clients keep their login. */
  believed: string | null;
  /** Posts one draft after the other until told to stop; then each has come back, as an event or refused. */
  stop(): Promise<{ believed: string | null; author: string }[]>;
}

declare global {
  interface Window {
    feed: Feed;
  }
}

/** Runs in the page from its first script on. */
function install(): void {
  /** As many on their way as may be, and some that wait for their turn. */
  const MOST = 30;
  const posts: Promise<{ believed: string | null; author: string }>[] = [];
  const { port1, port2 } = new MessageChannel();
  let flying = 0;
  let isOver = false;
  const feed: Feed = {
    believed: localStorage.getItem('login'),
    stop() {
      isOver = true;
      return Promise.all(posts);
    },
  };
  const post = () => {
    if (isOver) return;
    if (flying < MOST) {
      flying += 1;
      const { believed } = feed;
      const signed = nostr.signEvent({ kind: 1, content: `${posts.length}`, tags: [] });
      posts.push(
        signed
          .then(
            ({ pubkey }: Event) => ({ believed, author: pubkey }),
            () => ({ believed, author: 'refused' }),
          )
          .finally(() => (flying -= 1)),
      );
    }
    port2.postMessage(undefined); // in a task of its own, right behind whatever is on its way into the page
  };
  port1.onmessage = post;
  nostr.on('accountChanged', (pubkey) => {
    if (pubkey === undefined) return;
    feed.believed = pubkey;
    localStorage.setItem('login', pubkey);
  });
  window.feed = feed;
  if (feed.believed !== null) post();
}

const FEED = `<!doctype html><meta charset="utf-8"><title>Feed</title><script>(${install.toString()})()</script>`;

test('no draft that crosses the news is signed unasked as an account that its page had not heard of', async ({
  ready,
  relay,
}) => {
  test.setTimeout(180_000);
  const site = await startDemo({ relayUrl: relay.url, files: { '/feed.html': FEED } });
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  const { page, tabId } = await ready.visit(`${site.url}feed.html`);
  for (const { pubkey } of [ines, alice]) {
    await switchAt(ready, tabId, pubkey, 'site');
    await connectAs(ready, page, pubkey);
  }
  await page.evaluate((login) => localStorage.setItem('login', login), alice.pubkey);

  let isDone = false;
  const rejecting = expect
    .poll(
      async () => {
        for (const view of (await ready.ui.getPrompts()).filter(isNote)) {
          expect(view.told).toBeDefined();
          await give(ready, view, { answer: 'reject' });
        }
        return isDone;
      },
      { intervals: [50], timeout: 150_000 },
    )
    .toBe(true);
  const authors = new Set<string>();
  for (let document = 0; document < DOCUMENTS; document += 1) {
    await page.reload();
    for (const { pubkey } of [ines, alice]) {
      await ready.ui.switchAccount(pubkey, 'site', tabId);
      await expect.poll(() => page.evaluate(() => window.feed.believed), { timeout: 30_000 }).toBe(pubkey);
    }
    for (const { believed, author } of await page.evaluate(() => window.feed.stop())) {
      expect([believed, 'refused']).toContain(author);
      authors.add(author);
    }
  }
  isDone = true;
  await rejecting;
  for (const { pubkey } of [alice, ines]) expect(authors).toContain(pubkey);
  await site.stop();
});
