import type { Facet } from '../facet';

interface TargetInfo {
  targetId: string;
  type: string;
  url: string;
}

/** Bytes that Facet's worker holds once everything that can go has gone, as DevTools would see it. */
export async function heapOfWorker({ context, id }: Facet): Promise<number> {
  const browser = context.browser();
  if (!browser) throw new Error('this browser cannot be asked');
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = (await session.send('Target.getTargets')) as { targetInfos: TargetInfo[] };
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(id));
  if (!worker) throw new Error('there is no worker');
  const { sessionId } = await session.send('Target.attachToTarget', {
    targetId: worker.targetId,
    flatten: false,
  });
  let last = 0;
  const ask = (method: string): Promise<{ usedSize: number }> =>
    new Promise((resolve) => {
      last += 1;
      const name = last;
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const reply = JSON.parse(message) as { id: number; result: { usedSize: number } };
        if (reply.id === name) resolve(reply.result);
      });
      void session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id: name, method }),
      });
    });
  await ask('HeapProfiler.enable');
  await ask('HeapProfiler.collectGarbage');
  const { usedSize } = await ask('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
