import type { Worker } from '@playwright/test';
import type { Display } from '../machine/display.ts';

/** The keys that the browser gave to a command of the manifest, such as `Alt+Shift+L`. */
export async function readShortcut(worker: Worker, command: string): Promise<string> {
  const shortcut = await worker.evaluate(async (wanted) => {
    const { chrome } = globalThis as unknown as {
      chrome: { commands: { getAll(): Promise<{ name: string; shortcut: string }[]> } };
    };
    return (await chrome.commands.getAll()).find(({ name }) => name === wanted)?.shortcut;
  }, command);
  // Chromium silently drops suggested keys that it uses itself.
  if (!shortcut) throw new Error(`the browser gave no keys to the command ${command}`);
  return shortcut;
}

/** Presses keys as the browser writes them; they go to the window in front. */
export const press = (display: Display, shortcut: string): Promise<void> =>
  display.press(shortcut.toLowerCase());
