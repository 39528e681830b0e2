/** Another signer beside Facet: an extension of the tests' own that takes `window.nostr`, before or after Facet. */
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTENSION } from '../facet';
import { toId } from '../unpacked-id';

/** Whom it says everybody is. */
export const OTHER_PUBKEY = 'e'.repeat(64);

/**
 * `before` and `after`: at document_start beside Facet. `injected`: as a script element, whenever it has loaded. `late`: as
 * such an element too, once the page has said so. `bystander`: the same, with a script that is no signer.
 */
export type When = 'before' | 'after' | 'injected' | 'late' | 'bystander';

/** Chromium runs the scripts of extensions in the order of their ids, which are made of their folders. */
function toFolder(root: string, when: When): string {
  for (let number = 0; ; number += 1) {
    const folder = join(root, String(number));
    if ((when !== 'before' && when !== 'after') || toId(folder) < toId(EXTENSION) === (when === 'before'))
      return folder;
  }
}

/** Makes it; resolves to its folder. */
export async function makeOtherSigner(when: When): Promise<string> {
  const folder = toFolder(await mkdtemp(join(tmpdir(), 'other-signer-')), when);
  await mkdir(folder);
  const signer = when === 'bystander' ? 'bystander.js' : 'signer.js';
  await copyFile(join(import.meta.dirname, signer), join(folder, 'signer.js'));
  const injection = when === 'injected' ? 'inject.js' : 'inject-late.js';
  await copyFile(join(import.meta.dirname, injection), join(folder, 'inject.js'));
  const script =
    when === 'before' || when === 'after'
      ? { js: ['signer.js'], run_at: 'document_start', world: 'MAIN' }
      : { js: ['inject.js'], run_at: 'document_start' };
  const manifest = {
    manifest_version: 3,
    name: 'Another signer',
    version: '1',
    browser_specific_settings: { gecko: { id: 'other@signer.example' } },
    content_scripts: [{ matches: ['http://localhost/*'], ...script }],
    web_accessible_resources: [{ resources: ['signer.js'], matches: ['http://localhost/*'] }],
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}
