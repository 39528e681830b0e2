/** The most important screens look as they did, within the tolerance that playwright.config.ts states. */
import { fixFont } from './fixed-font.ts';
import { loadScreens } from './load-screens.ts';
import type { Screen } from './screen.ts';
import { showScreen } from './show-screen.ts';
import { expect, test } from './test.ts';

/** Every colour is seen in both themes by these two; the others are kept in light alone, for the repository's sake. */
const IN_BOTH = ['popup-unlocked', 'prompt-sign'];
const IN_LIGHT = [
  'popup-locked',
  'tour-who',
  'prompt-connect',
  'prompt-batch',
  'onboarding-1',
  'options-accounts',
  'options-sites',
  'options-activity-full',
];
/** As small as whole pages can be with all their columns. */
const SMALL: Screen['size'] = [1100, 560];

const screens = new Map((await loadScreens()).map((screen) => [screen.name, screen]));

const kept = [
  ...IN_BOTH.map((name) => [name, 'dark'] as const),
  ...[...IN_BOTH, ...IN_LIGHT].map((name) => [name, 'light'] as const),
];

for (const [name, colorScheme] of kept) {
  test(`${name} looks as it did, in ${colorScheme}`, async ({ page, origin }) => {
    const screen = screens.get(name);
    if (!screen) throw new Error(`there must be a screen ${name}`);
    const size = screen.size[0] > SMALL[0] ? SMALL : screen.size;
    await page.emulateMedia({ colorScheme });
    await fixFont(page);
    await showScreen(page, origin, { ...screen, size });
    await expect(page).toHaveScreenshot(`${name}-${colorScheme}.png`);
  });
}
