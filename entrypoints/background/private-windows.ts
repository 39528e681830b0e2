/** Private windows: what was chosen, allowed, told and answered in them goes with the last one. */
import { browser } from 'wxt/browser';
import { hasWindows } from '#lib/prompts/place';
import type { Prompts } from '#lib/prompts/prompts';
import type { ChoiceBooks } from '#lib/sessions/choices';
import type { Tabs } from '#lib/sessions/tabs';

/** What remembers something of private windows. */
export interface PrivateRooms {
  choices: ChoiceBooks;
  prompts: Prompts;
  tabs: Tabs;
}

/**
 * Forgets if no private window is open any more. Asked when a window closes, and by every new worker, as the one
 * before it may have been dead at that moment. `gone` is a tab that closes just now.
 */
export async function forgetClosedPrivate(
  { choices, prompts, tabs }: PrivateRooms,
  gone?: number,
): Promise<void> {
  if (!choices.hasPrivate || (await isAnyPrivate(gone))) return;
  for (const { tabId, tab } of tabs.all) if (tab.isPrivate) tabs.forget(tabId);
  await Promise.all([choices.forgetPrivate(), prompts.forgetAnswers()]);
}

/** Browsers without windows have private tabs, and may still list the one that closes. */
async function isAnyPrivate(gone: number | undefined): Promise<boolean> {
  if (hasWindows()) return (await browser.windows.getAll()).some(({ incognito }) => incognito);
  return (await browser.tabs.query({})).some(({ id, incognito }) => incognito && id !== gone);
}
