import { readFileSync } from 'node:fs';
import type { Facet } from '../e2e/facet';
import { heapOfWorker } from '../e2e/prompt-rules/worker-heap';
import type { Memory } from './figures';

/** What Facet's worker and the browser's own process hold now; of the latter nothing is known but on Linux. */
export async function weigh(facet: Facet): Promise<Memory> {
  await facet.snapshot(); // wakes the worker
  const heap = await heapOfWorker(facet);
  const browser = toResident(await findBrowserProcess(facet));
  return { heap, ...(browser === undefined ? {} : { browser }) };
}

/** The browser's own process, by its number. */
export async function findBrowserProcess({ context }: Facet): Promise<number | undefined> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type === 'browser')?.id;
}

/** Bytes of memory that a process holds; undefined where there is no telling. */
export function toResident(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const [, kibibytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1_024;
}
