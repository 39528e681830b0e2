import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Byte sequences by the words that name them. */
export type Traces = Record<string, Buffer>;

/** The forms in which a secret could have been written: as it is, as UTF-16, base64 of it, and hex of bytes. */
export function toTraces(name: string, secret: string | Uint8Array): Traces {
  const plain = Buffer.from(secret as string);
  const base64 = plain.toString('base64').replace(/=+$/, '');
  const traces: Traces = { [name]: plain, [`${name}, base64`]: Buffer.from(base64.slice(0, -1)) };
  if (typeof secret === 'string') traces[`${name}, UTF-16`] = Buffer.from(secret, 'utf16le');
  else traces[`${name}, hex`] = Buffer.from(plain.toString('hex'));
  return traces;
}

/** `file: trace` for every trace that occurs in a file below `folder`. */
export async function findInFolder(folder: string, traces: Traces): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    for (const [name, trace] of Object.entries(traces)) {
      if (bytes.includes(trace)) found.push(`${relative(folder, path)}: ${name}`);
    }
  }
  return found;
}
