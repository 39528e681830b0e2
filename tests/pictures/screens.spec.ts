/** Every screen and state: nothing that axe objects to, nothing wider than its place, nothing a page complains about. */
import type { Page } from '@playwright/test';
import { findFaint, findTooWide, findViolations } from './faults.ts';
import { loadScreens } from './load-screens.ts';
import { hearComplaints, settle, showScreen } from './show-screen.ts';
import { expect, test } from './test.ts';
import { toZoomed } from './zoom.ts';

for (const screen of await loadScreens()) {
  const [width, height] = toZoomed(screen.size);

  /** How a screen is looked at, one after the other, and what is looked for then. */
  const looks: [string, (page: Page) => Promise<void>, ((page: Page) => Promise<string[]>)[]][] = [
    ['light', (page) => page.emulateMedia({ colorScheme: 'light' }), [findTooWide, findViolations]],
    ['dark', (page) => page.emulateMedia({ colorScheme: 'dark' }), [findFaint]],
    ['forced colours', (page) => page.emulateMedia({ forcedColors: 'active' }), [findTooWide]],
    ['200 %', (page) => page.setViewportSize({ width, height }), [findTooWide]],
    ['320 px', (page) => page.setViewportSize({ width: 320, height: screen.size[1] }), [findTooWide]],
  ];

  test(`${screen.name} has no fault`, async ({ page, origin }) => {
    const faults = hearComplaints(page);
    await showScreen(page, origin, screen);
    for (const [name, look, finders] of looks) {
      await look(page);
      await settle(page);
      for (const find of finders) faults.push(...(await find(page)).map((fault) => `${name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });
}
