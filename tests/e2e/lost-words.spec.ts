import type { Worker } from '@playwright/test';
import { launchFacet, PASSWORD } from './facet';
import { expect, test } from './test';

/** What the functions below find when they run inside a page or the worker of Facet. */
declare const chrome: {
  action: { getTitle(which: object): Promise<string> };
  i18n: { getMessage(key: string): string };
  runtime: { reload(): void };
};

/** Loads Facet anew while its worker goes on asking for a text: that is when Chromium mostly loses all of them. */
const reloadWhileAsking = (worker: Worker) =>
  worker.evaluate((lasting) => {
    setTimeout(() => {
      chrome.runtime.reload();
      for (const end = Date.now() + lasting; Date.now() < end;) chrome.i18n.getMessage('command_lock');
    });
  }, 1_000);

test('a browser that has lost all of the texts is not noticed', async () => {
  // in developer mode an unpacked extension may load itself anew
  const facet = await launchFacet({ privateWindows: true });
  await facet.ui.createVault(PASSWORD);
  let [worker] = facet.context.serviceWorkers();
  const loseThem = async () => {
    if (!worker) throw new Error('no worker runs');
    const loaded = facet.context.waitForEvent('serviceworker');
    await reloadWhileAsking(worker);
    worker = await loaded;
    return worker.evaluate(() => chrome.i18n.getMessage('command_lock'));
  };
  await expect.poll(loseThem, { message: 'the browser has lost them', timeout: 40_000 }).toBe('');

  const popup = await facet.open('popup.html');
  await expect(popup.getByRole('heading', { name: 'Locked' })).toBeVisible();
  const language = () => popup.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  expect(await language()).toEqual(['en', 'ltr']);
  await expect.poll(() => popup.evaluate(() => chrome.action.getTitle({}))).toBe('Facet: locked');
  await facet.close();
});
