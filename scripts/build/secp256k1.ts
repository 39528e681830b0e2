/** libsecp256k1 as bytes: its package carries them as text, which a worker would have to read and decode each time it wakes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `AGFzbQ` is how every wasm module begins, in base64. */
const MODULE = /"(AGFzbQ[A-Za-z0-9+/]+=*)"/g;

export function readSecp256k1(): Buffer<ArrayBuffer> {
  const source = readFileSync(fileURLToPath(import.meta.resolve('nostr-wasm')), 'utf8');
  const [found, ...others] = source.matchAll(MODULE);
  if (!found?.[1] || others.length > 0) throw new Error('nostr-wasm does not carry one wasm module');
  return Buffer.from(found[1], 'base64');
}

/** Writes them into this folder; the path of the file. */
export function writeSecp256k1(folder: string): string {
  const path = join(folder, 'secp256k1.wasm');
  writeFileSync(path, readSecp256k1());
  return path;
}
