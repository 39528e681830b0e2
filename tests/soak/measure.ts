/** What is held at the end of an hour, once everything that can go has gone. */
import { expect, type Page } from '@playwright/test';
import { findBrowserProcess, toResident } from '../chaos/memory';
import { PopupPage } from '../e2e/pages/popup';
import type { Facet } from '../e2e/facet';
import { heapOfWorker } from '../e2e/prompt-rules/worker-heap';
import { attachToPage, attachToWorker } from '../e2e/sessions';
import { findProcesses } from '../memory/processes';
import { openFacet, type Day } from './day';
import { weigh, type Weight } from './heap';
import { ON_DISK, WITH_CODE, type Measured } from './verdict';

/** Of all pages in a process, as DevTools counts them. */
interface Held extends Weight {
  nodes: number;
  listeners: number;
  documents: number;
}

async function holdings(page: Page): Promise<Held> {
  const asked = await attachToPage(page);
  const weight = await weigh(asked);
  const counts = await asked.send('Memory.getDOMCounters');
  await asked.detach();
  const { nodes, jsEventListeners, documents } = counts as Record<string, number>;
  return { ...weight, nodes: nodes!, listeners: jsEventListeners!, documents: documents! };
}

async function holdingsOfWorker(facet: Facet): Promise<Weight> {
  const asked = await attachToWorker(facet);
  const weight = await weigh(asked);
  await asked.detach();
  return weight;
}

/** The process that Facet's worker and pages share. */
function findExtensionProcess(browser: number | undefined): number | undefined {
  if (browser === undefined || process.platform !== 'linux') return undefined;
  return findProcesses(browser).find(({ type }) => type === 'extension')?.pid;
}

const toStored = (page: Page): Promise<number | undefined> =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage);

export async function measure(day: Day): Promise<Measured> {
  const { stays, panel } = day;
  const { facet } = day.world;
  await expect.poll(() => facet.prompts().length, { message: 'the prompt closes' }).toBe(0);
  const whole = await heapOfWorker(facet);
  const worker = await holdingsOfWorker(facet);
  const site = await holdings(stays.page);
  const own = await holdings(panel);
  const popup = new PopupPage(await openFacet(day, 'popup.html'));
  await expect(popup.rows).toHaveCount(day.world.cast.accounts.length);
  const withPopup = await holdings(popup.page);
  await popup.page.close();
  const browser = await findBrowserProcess(facet);
  return {
    'heap of the worker': worker.heap,
    'native memory of the worker': worker.native,
    [WITH_CODE]: whole,
    'heap of Facet’s pages, the panel open all day': own.heap,
    'heap of Facet’s pages, a popup opened just then': withPopup.heap,
    'native memory of Facet’s pages': own.native,
    'heap of the page that stays': site.heap,
    'native memory of the page that stays': site.native,
    'nodes of the page that stays': site.nodes,
    'listeners of the page that stays': site.listeners,
    'documents of the page that stays': site.documents,
    'nodes of Facet’s pages': own.nodes,
    'listeners of Facet’s pages': own.listeners,
    'documents of Facet’s pages': own.documents,
    'memory of Facet’s process': toResident(findExtensionProcess(browser)),
    'memory of the browser process': toResident(browser),
    [ON_DISK]: await toStored(panel),
  };
}
