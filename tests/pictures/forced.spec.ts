/** What is a colour alone elsewhere is to be seen in forced colours too. */
import { loadScreens } from './load-screens.ts';
import { showScreen } from './show-screen.ts';
import { expect, test } from './test.ts';

test('the bars of a password have edges, and those that count are filled', async ({ page, origin }) => {
  const screen = (await loadScreens()).find(({ name }) => name === 'options-security-password');
  if (!screen) throw new Error('there must be a screen with a new password');
  await page.emulateMedia({ forcedColors: 'active' });
  await showScreen(page, origin, screen);
  await page.getByLabel('New password').fill('blue cat 12');

  const bars = await page.locator('.meter span').evaluateAll((all) =>
    all.map((bar) => {
      const { backgroundColor, outlineStyle, outlineColor } = getComputedStyle(bar);
      const ground = getComputedStyle(document.body).backgroundColor;
      return {
        filled: backgroundColor !== ground,
        edged: outlineStyle !== 'none' && outlineColor !== ground,
      };
    }),
  );
  expect(bars).toEqual([true, true, false, false].map((filled) => ({ filled, edged: true })));
});
