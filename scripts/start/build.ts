import { join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';

/** Builds Facet with the demo's relay as its only default relay; resolves to the folder of the extension. */
export async function buildForDemo(relayUrl: string): Promise<string> {
  const { ok, output } = await runCommand('wxt', ['build', '--mode', 'demo'], {
    cwd: root,
    env: { ...process.env, WXT_DEFAULT_RELAYS: relayUrl },
  });
  if (!ok) throw new Error(`Facet could not be built.\n${output}`);
  return join(root, '.output/chrome-mv3-demo');
}
