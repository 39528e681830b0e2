/** A flood: one window, limits that hold, a worker and a popup that answer, and memory that comes back. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../test';
import { fire, isIdle, notes, settled, visitConnected } from './connected';
import { heapOfWorker } from './worker-heap';

/** What a worker may hold more than before a flood of 10 MB: code and caches, no request. */
const SLACK = 3 * 1024 * 1024;

test('1,000 requests of one page: one window, a hundred at a time, none is lost', async ({ ready, demo }) => {
  test.setTimeout(180_000);
  const page = await visitConnected(ready, `${demo.url}plain.html`);
  const before = await heapOfWorker(ready);
  // long enough to be found in the heap if they stayed there
  const many = notes(1_000).map((note) => ({ ...note, content: note.content.padEnd(10_000, '.') }));
  const prompt = await ready.prompted(() => fire(page, many));
  await expect.poll(async () => (await ready.ui.getPrompts()).length).toBe(100);
  const asked = Date.now();
  await ready.snapshot();
  expect(Date.now() - asked).toBeLessThan(1_000); // the worker answers
  const popup = await ready.open('popup.html');
  await expect(popup.getByText('100 requests waiting')).toBeVisible();
  await popup.close();

  await expect(prompt.page.getByText('100 of 100 ticked')).toBeVisible();
  await prompt.press();
  await expect.poll(() => settled(page)).toMatchObject({ signed: 100, waiting: 900 });
  for (const left of [800, 700]) {
    await expect.poll(async () => (await ready.ui.getPrompts()).length).toBe(100);
    // where the page took its time, the window has closed in between and another one has opened
    const shown = () => ready.nextPrompt().then(({ page: window }) => window);
    await expect(async () => {
      const more = (await shown()).getByRole('button', { name: 'Show', exact: true });
      if (await more.isVisible()) await more.click();
      await expect((await shown()).getByText('100 of 100 ticked')).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    expect(ready.prompts()).toHaveLength(1);
    await (await ready.nextPrompt()).escape();
    await expect.poll(async () => (await settled(page))['waiting']).toBe(left);
  }
  const { page: last } = await ready.nextPrompt();
  await last.getByRole('button', { name: 'Block for 1 hour' }).click();
  await expect
    .poll(() => settled(page))
    .toEqual({ signed: 100, 'User rejected': 200, 'the user has blocked this site': 700 });
  await isIdle(ready);
  await last.close().catch(() => undefined);
  const after = await heapOfWorker(ready);
  expect(after - before).toBeLessThan(SLACK);
});

test('50 origins with 20 requests each: one window, twenty wait, the others hear so at once', async ({
  ready,
}) => {
  test.setTimeout(240_000);
  const html =
    '<!doctype html><title>Flood</title><script>window.settled=[];onload=()=>{for(let i=0;i<20;i++)nostr.getPublicKey().then(()=>settled[i]="told",(e)=>settled[i]=e.message);settled.length=20;settled.fill(undefined)}</script>';
  const servers: Server[] = [];
  for (let each = 0; each < 50; each += 1) {
    const server = createServer((_, response) => response.end(html));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
  }
  try {
    await ready.ui.generateAccount('Alice');
    const pages = [];
    for (const server of servers) {
      const page = await ready.context.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      pages.push(page);
    }
    await expect.poll(async () => (await ready.snapshot()).pending.length).toBe(20);
    expect(ready.prompts()).toHaveLength(1);
    const counts = await Promise.all(pages.map(settled));
    expect(counts.filter((count) => count['waiting'] === 20)).toHaveLength(20);
    const busy = 'too many requests are waiting for an answer already';
    expect(counts.filter((count) => count[busy] === 20)).toHaveLength(30);
    const popup = await ready.open('popup.html');
    await expect(popup.getByText('20 requests waiting')).toBeVisible();
    await popup.close();
    // each closing is a no to the one site that was shown
    for (let left = 20; left > 0; left -= 1) {
      const shown = await ready.nextPrompt();
      await expect(shown.approve).toBeVisible();
      await shown.page.close();
      await expect.poll(async () => (await ready.snapshot()).pending.length).toBe(left - 1);
    }
    const after = await Promise.all(pages.map(settled));
    expect(after.filter((count) => count['User rejected'] === 20)).toHaveLength(20);
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
});
