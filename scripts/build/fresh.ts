import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';

/** What a build is for; its folder in .output is named after it. */
export type Browser = 'chrome' | 'firefox';

/** Builds Facet anew, for whoever runs the build next; says why and ends this process where that fails. */
export async function buildOrExit(browser: Browser = 'chrome'): Promise<void> {
  const built = await runCommand('wxt', ['build', '-b', browser], { cwd: root });
  if (built.ok) return;
  console.error(built.output);
  process.exit(1);
}
