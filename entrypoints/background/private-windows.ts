/** Private windows: what was chosen, allowed, told and answered in them goes with the last one. */
import { browser } from 'wxt/browser';
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
 * before it may have been dead at that moment.
 */
export async function forgetClosedPrivate({ choices, prompts, tabs }: PrivateRooms): Promise<void> {
  if (!choices.hasPrivate) return;
  const windows = await browser.windows.getAll();
  if (windows.some(({ incognito }) => incognito)) return;
  for (const { tabId, tab } of tabs.all) if (tab.isPrivate) tabs.forget(tabId);
  await Promise.all([choices.forgetPrivate(), prompts.forgetAnswers()]);
}
