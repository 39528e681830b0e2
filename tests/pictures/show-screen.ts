/** Opens a screen in a page: in the world it was written for, with its steps done, and listened to. */
import type { Page } from '@playwright/test';
import type { Texts } from '../languages/texts.ts';
import { installFakeBrowser, stretchWords, type FakeWorld } from './fake-browser.ts';
import { NOW } from './fixtures.ts';
import { addPageScript } from './page-scripts.ts';
import type { Screen } from './screen.ts';

/** Another language than English, in which steps are written. */
export interface Speech {
  /** What the browser speaks. */
  language: string;
  /** Makes other texts of those that the build has. */
  toTexts?: (texts: Texts) => Texts;
  /** The page as one that understands English names. */
  toSpoken: (page: Page) => Page;
}

const toWorld = (screen: Screen, language: string): FakeWorld => ({
  snapshot: screen.snapshot,
  results: {
    ...(screen.tab && { getTab: screen.tab }),
    ...(screen.prompts && { getPrompts: screen.prompts }),
    ...screen.results,
  },
  errors: screen.errors ?? {},
  siteAccess: screen.siteAccess ?? true,
  language,
});

/** Gives the page other words than the build has: in a language that nobody speaks, or running the other way. */
const reword = (page: Page, toTexts: (texts: Texts) => Texts, dir: Screen['dir']) =>
  page.route('**/texts/*.json', async (route) => {
    const response = await route.fetch();
    const texts = toTexts((await response.json()) as Texts);
    await route.fulfill({ response, json: dir ? { ...texts, common_direction: dir } : texts });
  });

/** Waits until the page has drawn what it knows: it is there, its fonts too, and two frames have passed. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main').first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
  });
}

/** What the page complains about from now on; the list grows as it does. */
export function hearComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (entry) => {
    if (['error', 'warning'].includes(entry.type())) complaints.push(`console: ${entry.text()}`);
  });
  return complaints;
}

/** Opens a screen from a build served at `origin`, in English unless told otherwise; resolves when it can be looked at. */
export async function showScreen(page: Page, origin: string, screen: Screen, speech?: Speech): Promise<void> {
  const [width, height] = screen.size;
  await page.setViewportSize({ width, height });
  await page.clock.setFixedTime(NOW);
  await addPageScript(page, installFakeBrowser, toWorld(screen, speech?.language ?? 'en'));
  if (screen.dir || speech?.toTexts) await reword(page, speech?.toTexts ?? ((texts) => texts), screen.dir);
  await page.goto(`${origin}/${screen.path}`);
  await settle(page);
  await screen.act?.(speech ? speech.toSpoken(page) : page);
  if (screen.long) await page.evaluate(stretchWords);
  await settle(page);
}
