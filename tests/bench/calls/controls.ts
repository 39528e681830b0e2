/**
 * The controls that everything is compared with: the bare extensions of `controls`, built into a folder that git
 * ignores. They differ in their worker alone.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { getConversationKey } from 'nostr-tools/nip44';
import { getPublicKey } from 'nostr-tools/pure';
import { root } from '../../../scripts/machine/root';
import { bundle } from './bundle';
import { peer } from './peer';

export const CONTROLS = ['echo', 'limit', 'sealed'] as const;

export type ControlName = (typeof CONTROLS)[number];

/** Nobody's key, for the benchmark alone. */
const SECRET_KEY = new Uint8Array(32).fill(7);

/** Whom the controls sign as that sign. */
export const LIMIT_PUBKEY = getPublicKey(SECRET_KEY);

/** What each puts into each page, in this order. */
export const CONTROL_SCRIPTS = ['isolated.js', 'page.js'];

const keys = {
  SECRET_KEY: bytesToHex(SECRET_KEY),
  PUBLIC_KEY: LIMIT_PUBKEY,
  CONVERSATION_KEY: bytesToHex(getConversationKey(SECRET_KEY, peer.pubkey)),
};

/** What those events need that Facet's worker hears of. */
const HEARING = {
  permissions: ['storage', 'alarms', 'idle', 'contextMenus'],
  commands: { 'next-account': { description: 'Next account' } },
};

function toManifest(name: ControlName): object {
  const everywhere = { matches: ['http://localhost/*'], run_at: 'document_start' };
  const [isolated, page] = CONTROL_SCRIPTS;
  return {
    manifest_version: 3,
    name: `Control: ${name}`,
    version: '1',
    action: { default_popup: 'popup.html' },
    background: { service_worker: 'worker.js' },
    ...(name === 'sealed' ? HEARING : {}),
    content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" },
    content_scripts: [
      { ...everywhere, js: [isolated] },
      { ...everywhere, js: [page], world: 'MAIN' },
    ],
  };
}

/** Builds one of them anew; resolves to its folder. */
export async function buildControl(name: ControlName): Promise<string> {
  const folder = join(root, '.bench', 'controls', name);
  await mkdir(folder, { recursive: true });
  const scripts = {
    'isolated.js': await bundle('controls/isolated.ts'),
    'page.js': await bundle('controls/page.ts'),
    'popup.js': await bundle('controls/popup.ts'),
    'worker.js': await bundle(`controls/${name}/worker.ts`, name === 'echo' ? {} : keys),
    'manifest.json': JSON.stringify(toManifest(name), undefined, 2),
  };
  for (const [file, text] of Object.entries(scripts)) await writeFile(join(folder, file), text);
  await copyFile(new URL('controls/popup.html', import.meta.url), join(folder, 'popup.html'));
  return folder;
}
