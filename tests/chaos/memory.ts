import { readFileSync } from 'node:fs';
import type { Facet } from '../e2e/facet';
import { heapOfWorker } from '../e2e/prompt-rules/worker-heap';
import type { Memory } from './figures';

/** What Facet's worker and the browser's own process hold now; of the latter nothing is known but on Linux. */
export async function weigh(facet: Facet): Promise<Memory> {
  await facet.snapshot(); // wakes the worker
  const heap = await heapOfWorker(facet);
  const session = await facet.context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const browser = processInfo.find(({ type }) => type === 'browser');
  if (!browser || process.platform !== 'linux') return { heap };
  const [, kibibytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${browser.id}/status`, 'utf8')) ?? [];
  return { heap, browser: Number(kibibytes) * 1_024 };
}
