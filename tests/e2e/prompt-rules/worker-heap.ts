import type { Facet } from '../facet';
import { attachToWorker } from '../sessions';

/** Bytes that Facet's worker holds once everything that can go has gone, as DevTools would see it. */
export async function heapOfWorker(facet: Facet): Promise<number> {
  const session = await attachToWorker(facet);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send<{ usedSize: number }>('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
