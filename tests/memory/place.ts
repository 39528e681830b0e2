/** Where memory is searched: a browser in which Facet was used for everything, at the moments that matter. */
import type { Page } from '@playwright/test';
import { startDemo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import { startRelay } from '../../scripts/relay/relay';
import type { Moment } from '../../scripts/memory/report';
import { findBrowserProcess } from '../chaos/memory';
import { launchFacet, type Facet } from '../e2e/facet';
import { PopupPage } from '../e2e/pages/popup';
import { startNdkBunker } from '../e2e/remote/ndk-bunker';
import { attachToPage, attachToWorker, type Session } from '../e2e/sessions';
import { expect } from '../e2e/test';
import { createBelongings, toTyped } from './belongings';
import { keepControl } from './control';
import type { Secret } from './forms';
import * as life from './life';
import { readVault } from './opened';
import { findProcesses, type Process } from './processes';

export interface Place {
  facet: Facet;
  /** Pages of Facet that are open; the last of them only keeps a control. */
  own: Page[];
  /** A website that has used Facet. */
  site: Page;
  secrets: Secret[];
  processes(): Process[];
}

/** Milliseconds for one press: much is open, and the machine may be busy. */
const PATIENCE = 60_000;

const PEER = people.alice.pubkey;

/** Lives through a day with Facet in a browser of its own, and has somebody look at each moment. */
export async function liveThrough(look: (moment: Moment, place: Place) => Promise<void>): Promise<void> {
  const relay = await startRelay();
  const bunker = await startNdkBunker(relay.url);
  const demo = await startDemo({ relayUrl: relay.url, files: { '/plain.html': PLAIN } });
  const facet = await launchFacet();
  facet.context.setDefaultTimeout(PATIENCE);
  try {
    await live(facet, { relay: relay.url, bunker: bunker.url, site: `${demo.url}plain.html` }, look);
  } finally {
    await facet.close();
    await demo.stop();
    bunker.stop();
    await relay.stop();
  }
}

const PLAIN = '<!doctype html><meta charset="utf-8"><title>Plain</title><p>A page.</p>';

async function live(
  facet: Facet,
  urls: { relay: string; bunker: string; site: string },
  look: (moment: Moment, place: Place) => Promise<void>,
): Promise<void> {
  const belongings = createBelongings();
  const { password } = belongings;
  await life.settle(facet, belongings, urls.relay, urls.bunker);
  const popup = new PopupPage(await facet.open('popup.html'));
  await popup.lock();
  await life.unlock(popup, password);
  const { page: site } = await facet.visit(urls.site);
  await life.use(facet, site, PEER);
  const dashboard = await facet.open('options.html');
  await life.reveal(dashboard, 'Made here', password);
  const backup = await facet.open('options.html#backup');
  await life.backUp(backup, belongings);

  const keeper = await facet.open('manifest.json');
  const controls = [
    ...(await keepControl('control of a website', site)),
    ...(await keepControl('control of Facet', keeper)),
  ];
  const pid = await findBrowserProcess(facet);
  if (pid === undefined) throw new Error('the process of the browser is not known');
  const place: Place = {
    ...{ facet, site, own: [popup.page, dashboard, backup, keeper] },
    secrets: [...toTyped(belongings), ...(await readVault(facet, password, PEER)), ...controls],
    processes: () => findProcesses(pid),
  };
  await look('unlocked', place);
  await popup.lock();
  await look('locked', place);
  await collect(place);
  await look('collected', place);
  for (const page of [popup.page, dashboard, backup]) await page.close();
  const closed = { ...place, own: [keeper] };
  await collect(closed);
  await look('closed', closed);
  await beginAnew(closed);
  await look('restarted', { ...closed, own: [] });
}

/** A session with each heap, by what it is called in a report. Pages of Facet share one, as they share a process. */
export async function attachToHeaps({ facet, own, site }: Place): Promise<[where: string, Session][]> {
  const pages = own
    .slice(-1)
    .map(async (page): Promise<[string, Session]> => ['pages of Facet', await attachToPage(page)]);
  return [
    ['worker', await attachToWorker(facet)],
    ...(await Promise.all(pages)),
    ['website', await attachToPage(site)],
  ];
}

/** Has the worker and all pages let go of whatever they can. */
async function collect(place: Place): Promise<void> {
  for (const [, session] of await attachToHeaps(place)) {
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    await session.detach();
  }
}

/** Stops the worker, closes all pages of Facet, waits until the process of both has ended, and starts a worker that is locked. */
async function beginAnew({ facet, own, processes }: Place): Promise<void> {
  for (const page of own) await page.close();
  await facet.stopWorker();
  for (const page of facet.context.pages()) {
    if (page.url().startsWith('chrome-extension:')) await page.close();
  }
  await expect.poll(() => processes().filter(({ type }) => type === 'extension')).toEqual([]);
  const page = await facet.open('manifest.json');
  const vault = await page.evaluate(async () => {
    const reply = await chrome.runtime.sendMessage({ facet: 'ui', method: 'getSnapshot', args: [] });
    return reply.result.vault;
  });
  expect(vault).toBe('locked');
}

/** What the function above finds when it runs in a page of Facet. */
declare const chrome: {
  runtime: { sendMessage(message: object): Promise<{ result: { vault: string } }> };
};
