/** Another signer beside Facet: an extension of the tests' own that takes `window.nostr`, before or after Facet. */
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTENSION } from '../facet';
import { toId } from '../unpacked-id';

/** Whom it says everybody is. */
export const OTHER_PUBKEY = 'e'.repeat(64);

/** `before` and `after`: at document_start beside Facet. `injected`: as a script element, whenever it has loaded. */
export type When = 'before' | 'after' | 'injected';

/** Chromium runs the scripts of extensions in the order of their ids, which are made of their folders. */
function toFolder(root: string, when: When): string {
  for (let number = 0; ; number += 1) {
    const folder = join(root, String(number));
    if (when === 'injected' || toId(folder) < toId(EXTENSION) === (when === 'before')) return folder;
  }
}

/** Makes it; resolves to its folder. */
export async function makeOtherSigner(when: When): Promise<string> {
  const folder = toFolder(await mkdtemp(join(tmpdir(), 'other-signer-')), when);
  await mkdir(folder);
  for (const file of ['signer.js', 'inject.js'])
    await copyFile(join(import.meta.dirname, file), join(folder, file));
  const script =
    when === 'injected'
      ? { js: ['inject.js'], run_at: 'document_start' }
      : { js: ['signer.js'], run_at: 'document_start', world: 'MAIN' };
  const manifest = {
    manifest_version: 3,
    name: 'Another signer',
    version: '1',
    content_scripts: [{ matches: ['http://localhost/*'], ...script }],
    web_accessible_resources: [{ resources: ['signer.js'], matches: ['http://localhost/*'] }],
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}
