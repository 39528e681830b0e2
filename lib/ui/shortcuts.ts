import { browser } from 'wxt/browser';

/** A command of the manifest that has a keyboard shortcut. */
export type Command = '_execute_action' | 'next-account' | 'previous-account' | 'lock-now';

/** Firefox for Android has no shortcuts. */
const hasCommands = (): boolean => 'commands' in browser;

/** The keys of each command as the person has set them, in order; empty where there is no shortcut. */
export async function getShortcuts(): Promise<Map<string, string[]>> {
  if (!hasCommands()) return new Map();
  const commands = await browser.commands.getAll();
  // A Mac writes ⌥⇧F in one piece, the others Alt+Shift+F.
  return new Map(commands.map(({ name, shortcut }) => [name ?? '', shortcut ? shortcut.split('+') : []]));
}
