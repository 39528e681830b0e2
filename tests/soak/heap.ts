/** What a heap holds besides code: what the engine compiles comes and goes by how often it runs, and hides what leaks. */
import { bounded } from '../chaos/world';
import type { Session } from '../e2e/sessions';

/** As far as it is read of what DevTools writes. */
export interface HeapSnapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  /** The fields of all nodes in a row. */
  nodes: number[];
}

/** Bytes: of a script's own things, and of what stands behind them, such as buffers, WebAssembly and elements. */
export interface Weight {
  heap: number;
  native: number;
}

/** All that is no code. Pure. */
export function toWeight({ snapshot: { meta }, nodes }: HeapSnapshot): Weight {
  const { node_fields: fields, node_types: types } = meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const weight: Weight = { heap: 0, native: 0 };
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + type]!];
    if (kind !== 'code') weight[kind === 'native' ? 'native' : 'heap'] += nodes[node + size]!;
  }
  return weight;
}

/** The same of a page's process or a worker, once everything that can go has gone. */
export async function weigh(asked: Session): Promise<Weight> {
  const chunks: string[] = [];
  asked.on('HeapProfiler.addHeapSnapshotChunk', (params) => {
    chunks.push((params as { chunk: string }).chunk);
  });
  await asked.send('HeapProfiler.enable');
  await asked.send('HeapProfiler.collectGarbage');
  await bounded('a look at a heap', asked.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }));
  return toWeight(JSON.parse(chunks.join('')) as HeapSnapshot);
}
