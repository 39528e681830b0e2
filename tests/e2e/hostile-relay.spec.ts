/** A relay that floods with forged events: pages are answered as before, and what is shown is what the honest relay says. */
import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { toEventId } from '#lib/nostr/event';
import { startHostileRelay } from '../unit/support/hostile-relay';
import { note, visitConnected } from './prompt-rules/connected';
import { heapOfWorker } from './prompt-rules/worker-heap';
import { expect, test } from './test';

const SIGNATURES = 20;
const EVENTS = 20_000;

/** What the worker may hold more than before 20,000 events of 1,000 characters: code and caches, no event. */
const SLACK = 3 * 1024 * 1024;

/** How long each of some signatures took (ms) that no rule asks the person about. */
const sign = (page: Page): Promise<number[]> =>
  page.evaluate(async (many) => {
    const times: number[] = [];
    for (let index = 0; index < many; index += 1) {
      const began = performance.now();
      await nostr.signEvent({ kind: 1, content: `${index}`, tags: [] });
      times.push(performance.now() - began);
    }
    return times;
  }, SIGNATURES);

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Events whose ids hold, by Alice if one believes them; only the signature is wrong. */
const forged = Array.from({ length: EVENTS }, (_, index) => {
  const content = `${index}`.padEnd(600, '.');
  const created_at = Math.floor(Date.now() / 1_000) + (index % 600);
  const event = { pubkey: people.alice.pubkey, kind: 0, content, created_at, tags: [] };
  return { ...event, id: toEventId(event), sig: '1'.repeat(128) };
});

test('20,000 forged events hold up no page, and change nothing that is shown', async ({
  ready,
  relay,
  demo,
}) => {
  test.setTimeout(120_000);
  const hostile = await startHostileRelay();
  try {
    const page = await visitConnected(ready, `${demo.url}plain.html`);
    const prompt = await ready.prompted(() =>
      page.evaluate((draft) => void nostr.signEvent(draft), note('one')),
    );
    await prompt.remember('Yes for 1 hour');
    await prompt.allow();
    const shown = (await ready.snapshot()).accounts;
    const settings = await ready.open('options.html#relays');
    await page.bringToFront();
    await sign(page);
    const before = median(await sign(page));
    const heap = await heapOfWorker(ready);

    await ready.ui.setRelays([relay.url, hostile.url]);
    await hostile.subscribed;
    const signing = sign(page);
    for (let at = 0; at < EVENTS; at += 100) {
      hostile.send(...forged.slice(at, at + 100));
      await new Promise(setImmediate);
    }
    const during = median(await signing);
    const figures = `${before.toFixed(1)} ms, ${during.toFixed(1)} ms under the flood`;
    test.info().annotations.push({ type: 'median of signing', description: figures });
    await expect(settings.getByText('Sent forged data; Facet does not listen for an hour')).toBeVisible();
    await expect.poll(() => hostile.connections.now).toBe(0);
    // whoever checked them all at once would make a page wait for seconds, hundreds of times as long
    expect(during / before).toBeLessThan(10);
    expect((await ready.snapshot()).accounts).toEqual(shown);
    const grown = (await heapOfWorker(ready)) - heap;
    test.info().annotations.push({ type: 'heap', description: `${grown} bytes more` });
    expect(grown).toBeLessThan(SLACK);
  } finally {
    await hostile.stop();
  }
});
