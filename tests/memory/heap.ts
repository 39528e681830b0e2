import type { Session } from '../e2e/sessions';

/**
 * Hands over all texts that JavaScript can still reach, each as far as its first thousand characters. Garbage is collected first,
 * by the browser itself. Bytes of arrays are in no snapshot: they are searched with the process. What is read travels through the
 * browser, so that no process is searched after that.
 */
export async function readHeap(session: Session, onBytes: (bytes: Uint8Array) => void): Promise<void> {
  session.on('HeapProfiler.addHeapSnapshotChunk', (params) => {
    onBytes(Buffer.from((params as { chunk: string }).chunk, 'latin1'));
  });
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
}
