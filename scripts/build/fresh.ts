import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';

/** Builds Facet anew, for whoever runs the build next; says why and ends this process where that fails. */
export async function buildOrExit(): Promise<void> {
  const built = await runCommand('wxt', ['build'], { cwd: root });
  if (built.ok) return;
  console.error(built.output);
  process.exit(1);
}
