/** A place that is higher than a popup is used to its end. */
import { loadScreens } from './load-screens.ts';
import { showScreen } from './show-screen.ts';
import { expect, test } from './test.ts';

test('a panel with many accounts is full of them before anything is scrolled', async ({ page, origin }) => {
  const screen = (await loadScreens()).find(({ name }) => name === 'sidepanel-crowd');
  if (!screen) throw new Error('there must be a panel with many accounts');
  await showScreen(page, origin, screen);
  const list = page.locator('.accounts');
  const isFull = () =>
    list.evaluate((element) => {
      const { left, bottom } = element.getBoundingClientRect();
      return document.elementFromPoint(left + 60, bottom - 10)?.closest('.row') !== null;
    });
  await expect.poll(isFull).toBe(true);

  await page.setViewportSize({ width: 420, height: 1400 });
  await expect.poll(isFull).toBe(true);
});
